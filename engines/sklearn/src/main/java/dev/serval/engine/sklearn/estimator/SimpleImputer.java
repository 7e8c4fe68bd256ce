package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.numpy.NumpyArray;
import dev.serval.engine.sklearn.numpy.NumpyValues;
import dev.serval.engine.sklearn.pickle.PickleException;
import dev.serval.engine.sklearn.pickle.Value;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Puts a column's usual value where one is missing, and may tell where that was.
final class SimpleImputer implements Transformer {
    private final double missing;
    private final double[] fillings;
    private final int[] kept;
    private final int[] told;

    private final Set<Integer> texts;

    private SimpleImputer(
            double missing, double[] fillings, int[] kept, int[] told, Set<Integer> texts) {
        this.missing = missing;
        this.fillings = fillings;
        this.kept = kept;
        this.told = told;
        this.texts = texts;
    }

    /// A column that had no value at all is left out, unless it is to be kept.
    static SimpleImputer of(Attributes attributes, Vocabulary vocabulary) {
        double missing =
                attributes.find("missing_values").flatMap(vocabulary::learn).orElse(Double.NaN);
        NumpyArray statistics = attributes.array("statistics_");
        double[] fillings = fillings(attributes, statistics, vocabulary);
        boolean constant = attributes.text("strategy", "mean").equals("constant");
        boolean keepsAll = constant || attributes.flag("keep_empty_features", false);
        int[] kept =
                IntStream.range(0, fillings.length)
                        .filter(i -> keepsAll || !Double.isNaN(fillings[i]))
                        .toArray();
        return new SimpleImputer(
                missing, fillings, kept, told(attributes, fillings.length), texts(statistics));
    }

    private static double[] fillings(
            Attributes attributes, NumpyArray statistics, Vocabulary vocabulary) {
        if (statistics.kind() != 'O' || statistics.count() != attributes.features()) {
            return attributes.doubles("statistics_", attributes.features());
        }
        return statistics.toObjects().stream()
                .map(it ->
                        vocabulary
                                .learn(it)
                                .orElseThrow(() ->
                                        attributes.mistyped(
                                                "statistics_", it, "a text or a number")))
                .mapToDouble(filling -> filling)
                .toArray();
    }

    /// The columns that a text is filled into.
    private static Set<Integer> texts(NumpyArray statistics) {
        if (statistics.kind() != 'O') {
            return Set.of();
        }
        List<Value> fillings = statistics.toObjects();
        return IntStream.range(0, fillings.size())
                .filter(i -> NumpyValues.findText(fillings.get(i)).isPresent())
                .boxed()
                .collect(Collectors.toSet());
    }

    @Override
    public Set<Integer> texts() {
        return texts;
    }

    private static int[] told(Attributes attributes, int features) {
        if (!attributes.has("indicator_")) {
            return new int[0];
        }
        Attributes indicator = new Attributes(attributes.object("indicator_"));
        long[] told = indicator.array("features_").toLongs();
        for (long feature : told) {
            if (feature < 0 || feature >= features) {
                throw new PickleException(
                        "%s: 'features_' has %d, expected less than %d"
                                .formatted(indicator.className(), feature, features));
            }
        }
        return java.util.Arrays.stream(told).mapToInt(feature -> (int) feature).toArray();
    }

    @Override
    public int features() {
        return fillings.length;
    }

    @Override
    public int width() {
        return kept.length + told.length;
    }

    @Override
    public Matrix transform(Matrix rows) {
        if (Double.isNaN(missing)) {
            rows.requireFiniteOrMissing("SimpleImputer");
        } else {
            rows.requireFinite("SimpleImputer");
        }
        Matrix filled = Matrix.zeros(rows.rows(), width());
        for (int row = 0; row < rows.rows(); row++) {
            for (int i = 0; i < kept.length; i++) {
                double value = rows.at(row, kept[i]);
                filled.set(row, i, isMissing(value) ? fillings[kept[i]] : value);
            }
            for (int i = 0; i < told.length; i++) {
                filled.set(row, kept.length + i, isMissing(rows.at(row, told[i])) ? 1 : 0);
            }
        }
        return filled;
    }

    private boolean isMissing(double value) {
        return Double.isNaN(missing) ? Double.isNaN(value) : value == missing;
    }
}
