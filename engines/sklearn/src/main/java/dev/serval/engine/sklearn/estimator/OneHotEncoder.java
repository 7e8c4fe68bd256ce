package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.numpy.NumpyArray;
import dev.serval.engine.sklearn.pickle.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// A column for each category of a column, 1 where it is that.
///
/// @param dropped for each column the place that gets none; -1 where all do
/// @param unseen for each column the place of what was not seen; -1 where that gets none
record OneHotEncoder(
        Categories categories, List<Integer> dropped, List<Integer> unseen, boolean refuses)
        implements Transformer {
    OneHotEncoder {
        dropped = List.copyOf(dropped);
        unseen = List.copyOf(unseen);
    }

    static OneHotEncoder of(Attributes attributes, Vocabulary vocabulary) {
        Categories categories = Categories.of(attributes, vocabulary);
        String unknown = attributes.text("handle_unknown", "error");
        return new OneHotEncoder(
                categories,
                dropped(attributes, categories),
                unseen(attributes, categories, unknown),
                unknown.equals("error"));
    }

    /// A column's rare categories stand for what it was not seen to hold.
    private static List<Integer> unseen(
            Attributes attributes, Categories categories, String unknown) {
        RareCategories rare = RareCategories.of(attributes);
        boolean asRare = unknown.equals("infrequent_if_exist");
        return IntStream.range(0, categories.features())
                .map(i -> asRare && rare.hasIn(i) ? categories.count(i) - 1 : -1)
                .boxed()
                .toList();
    }

    private static List<Integer> dropped(Attributes attributes, Categories categories) {
        List<Integer> dropped = new ArrayList<>();
        String name =
                attributes.has("_drop_idx_after_grouping")
                        ? "_drop_idx_after_grouping"
                        : "drop_idx_";
        List<Value> given =
                attributes
                        .findArray(name)
                        .filter(array -> array.kind() == 'O')
                        .map(NumpyArray::toObjects)
                        .orElse(List.of());
        double[] numbers =
                attributes
                        .findArray(name)
                        .filter(NumpyArray::isNumeric)
                        .map(NumpyArray::toDoubles)
                        .orElse(new double[0]);
        for (int i = 0; i < categories.features(); i++) {
            if (i < numbers.length) {
                dropped.add((int) numbers[i]);
            } else if (i < given.size() && given.get(i) != Value.Nothing.NONE) {
                dropped.add((int) attributes.number(name, given.get(i)));
            } else {
                dropped.add(-1);
            }
        }
        return dropped;
    }

    @Override
    public int features() {
        return categories.features();
    }

    @Override
    public int width() {
        int width = 0;
        for (int i = 0; i < features(); i++) {
            width += columns(i);
        }
        return width;
    }

    private int columns(int feature) {
        return categories.count(feature) - (dropped.get(feature) < 0 ? 0 : 1);
    }

    @Override
    public Matrix transform(Matrix rows) {
        Matrix encoded = Matrix.zeros(rows.rows(), width());
        for (int row = 0; row < rows.rows(); row++) {
            int start = 0;
            for (int feature = 0; feature < features(); feature++) {
                int place = categories.place(rows, row, feature);
                if (place < 0) {
                    place = placeOfUnseen(rows, row, feature);
                }
                int drop = dropped.get(feature);
                if (place >= 0 && place != drop) {
                    encoded.set(row, start + (drop >= 0 && place > drop ? place - 1 : place), 1);
                }
                start += columns(feature);
            }
        }
        return encoded;
    }

    private int placeOfUnseen(Matrix rows, int row, int feature) {
        if (refuses) {
            throw categories.unknown(rows, row, feature);
        }
        return unseen.get(feature);
    }

    @Override
    public Set<Integer> texts() {
        return categories.texts();
    }
}
