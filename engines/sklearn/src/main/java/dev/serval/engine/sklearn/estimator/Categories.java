package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.numpy.NumpyArray;
import dev.serval.engine.sklearn.numpy.NumpyValues;
import dev.serval.engine.sklearn.pickle.Value;
import dev.serval.inference.failure.InvalidInput;
import java.util.ArrayList;
import java.util.List;

/// The numbers that each column was seen to hold, by an encoder.
record Categories(String name, List<List<Double>> known) {
    Categories {
        known = List.copyOf(known);
    }

    static Categories of(Attributes attributes) {
        if (attributes.flag("_infrequent_enabled", false)) {
            throw attributes.unread("infrequent categories");
        }
        List<List<Double>> known = new ArrayList<>();
        for (Value value : attributes.list("categories_")) {
            NumpyArray column =
                    NumpyValues.findArray(value)
                            .orElseThrow(() -> attributes.mistyped("categories_", value, "arrays"));
            if (!column.isNumeric()) {
                throw attributes.unread("categories that are texts");
            }
            List<Double> numbers = new ArrayList<>();
            for (double number : column.toDoubles()) {
                numbers.add(number + 0.0);
            }
            known.add(List.copyOf(numbers));
        }
        return new Categories(attributes.className(), known);
    }

    int features() {
        return known.size();
    }

    /// The place of a number, zeros with or without a sign, among its column's; -1 for one that was
    /// not seen.
    int place(Matrix rows, int row, int column) {
        double value = rows.at(row, column) + 0.0;
        return known.get(column).indexOf(value);
    }

    InvalidInput unknown(Matrix rows, int row, int column) {
        return new InvalidInput(
                "row %d, column %d is %s, which %s was not trained on"
                        .formatted(row, column, rows.at(row, column), name));
    }
}
