package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.numpy.NumpyArray;
import dev.serval.engine.sklearn.pickle.Value;
import java.util.ArrayList;
import java.util.List;

/// A column for each number of a column, 1 where it is that.
///
/// @param dropped for each column the place that gets none; -1 where all do
record OneHotEncoder(Categories categories, List<Integer> dropped, boolean unknownIsNone)
        implements Transformer {
    OneHotEncoder {
        dropped = List.copyOf(dropped);
    }

    static OneHotEncoder of(Attributes attributes) {
        Categories categories = Categories.of(attributes);
        boolean refuses = attributes.text("handle_unknown", "error").equals("error");
        return new OneHotEncoder(categories, dropped(attributes, categories), !refuses);
    }

    private static List<Integer> dropped(Attributes attributes, Categories categories) {
        List<Integer> dropped = new ArrayList<>();
        List<Value> given =
                attributes
                        .findArray("drop_idx_")
                        .filter(array -> array.kind() == 'O')
                        .map(NumpyArray::toObjects)
                        .orElse(List.of());
        double[] numbers =
                attributes
                        .findArray("drop_idx_")
                        .filter(NumpyArray::isNumeric)
                        .map(NumpyArray::toDoubles)
                        .orElse(new double[0]);
        for (int i = 0; i < categories.features(); i++) {
            if (i < numbers.length) {
                dropped.add((int) numbers[i]);
            } else if (i < given.size() && given.get(i) != Value.Nothing.NONE) {
                dropped.add((int) attributes.number("drop_idx_", given.get(i)));
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
        return categories.known().get(feature).size() - (dropped.get(feature) < 0 ? 0 : 1);
    }

    @Override
    public Matrix transform(Matrix rows) {
        Matrix encoded = Matrix.zeros(rows.rows(), width());
        for (int row = 0; row < rows.rows(); row++) {
            int start = 0;
            for (int feature = 0; feature < features(); feature++) {
                int place = categories.place(rows, row, feature);
                if (place < 0 && !unknownIsNone) {
                    throw categories.unknown(rows, row, feature);
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
}
