package dev.serval.explainer.dataset;

import dev.serval.explainer.model.Rows;
import dev.serval.inference.failure.InvalidInput;
import java.util.List;
import java.util.random.RandomGenerator;

/// Rows, and what their columns are called.
///
/// @param names empty where the data does not say
public record DataSet(List<String> names, Rows rows) {
    public DataSet {
        names = List.copyOf(names);
        if (!names.isEmpty() && names.size() != rows.width()) {
            throw new InvalidInput(
                    "the data has names for %d columns, expected %d as a row has"
                            .formatted(names.size(), rows.width()));
        }
    }

    /// A data set of no more rows than that, drawn without repetition, in their order.
    public DataSet sampled(int most, RandomGenerator random) {
        if (rows.count() <= most) {
            return this;
        }
        double[] kept = new double[most * rows.width()];
        int taken = 0;
        for (int row = 0; row < rows.count() && taken < most; row++) {
            if (random.nextInt(rows.count() - row) < most - taken) {
                rows.copyRow(row, kept, taken * rows.width());
                taken++;
            }
        }
        return new DataSet(names, Rows.over(rows.width(), kept));
    }
}
