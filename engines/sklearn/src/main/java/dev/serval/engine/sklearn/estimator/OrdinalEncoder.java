package dev.serval.engine.sklearn.estimator;

import java.util.OptionalDouble;
import java.util.Set;

/// The place of each number among its column's.
///
/// @param unknown what stands for a number that was not seen, if one may come
/// @param missing what stands for NaN
record OrdinalEncoder(Categories categories, OptionalDouble unknown, double missing)
        implements Transformer {
    static OrdinalEncoder of(Attributes attributes, Vocabulary vocabulary) {
        boolean refuses = attributes.text("handle_unknown", "error").equals("error");
        return new OrdinalEncoder(
                Categories.of(attributes, vocabulary),
                refuses
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(attributes.number("unknown_value")),
                attributes.number("encoded_missing_value", Double.NaN));
    }

    @Override
    public int features() {
        return categories.features();
    }

    @Override
    public int width() {
        return categories.features();
    }

    @Override
    public Matrix transform(Matrix rows) {
        Matrix encoded = Matrix.zeros(rows.rows(), width());
        for (int row = 0; row < rows.rows(); row++) {
            for (int i = 0; i < features(); i++) {
                encoded.set(row, i, code(rows, row, i));
            }
        }
        return encoded;
    }

    private double code(Matrix rows, int row, int column) {
        int place = categories.place(rows, row, column);
        if (place >= 0) {
            return Double.isNaN(rows.at(row, column)) ? missing : place;
        }
        if (unknown.isEmpty()) {
            throw categories.unknown(rows, row, column);
        }
        return unknown.getAsDouble();
    }

    @Override
    public Set<Integer> texts() {
        return categories.texts();
    }
}
