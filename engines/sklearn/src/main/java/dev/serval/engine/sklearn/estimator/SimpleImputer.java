package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.pickle.PickleException;
import java.util.stream.IntStream;

/// Puts a column's usual value where one is missing, and may tell where that was.
final class SimpleImputer implements Transformer {
    private final double missing;
    private final double[] fillings;
    private final int[] kept;
    private final int[] told;

    private SimpleImputer(double missing, double[] fillings, int[] kept, int[] told) {
        this.missing = missing;
        this.fillings = fillings;
        this.kept = kept;
        this.told = told;
    }

    /// A column that had no value at all is left out, unless it is to be kept.
    static SimpleImputer of(Attributes attributes) {
        double missing = attributes.number("missing_values", Double.NaN);
        double[] fillings = attributes.doubles("statistics_", attributes.features());
        boolean constant = attributes.text("strategy", "mean").equals("constant");
        boolean keepsAll = constant || attributes.flag("keep_empty_features", false);
        int[] kept =
                IntStream.range(0, fillings.length)
                        .filter(i -> keepsAll || !Double.isNaN(fillings[i]))
                        .toArray();
        return new SimpleImputer(missing, fillings, kept, told(attributes, fillings.length));
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
