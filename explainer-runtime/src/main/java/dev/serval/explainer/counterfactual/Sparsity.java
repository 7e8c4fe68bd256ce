package dev.serval.explainer.counterfactual;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Makes a counterfactual simpler: features are put back to what they were, and then as near to it
/// as the answer allows.
final class Sparsity {
    private static final int HALVINGS = 12;

    private final Search search;

    Sparsity(Search search) {
        this.search = search;
    }

    /// The simplest row that was met on the way; the model answers it as was wished, as it did the
    /// given one.
    double[] simplified(double[] row) {
        double[] simple = row.clone();
        for (int column : changedColumns(simple)) {
            double[] tried = simple.clone();
            tried[column] = search.instance()[column];
            if (isMet(tried)) {
                simple = tried;
            }
        }
        for (int column : changedColumns(simple)) {
            simple = nearest(simple, column);
        }
        return simple;
    }

    /// Halves the way between the row's value and the explained row's.
    private double[] nearest(double[] row, int column) {
        double[] nearest = row;
        double refused = search.instance()[column];
        for (int i = 0; i < HALVINGS; i++) {
            double middle = search.constraints().fitted(column, (nearest[column] + refused) / 2);
            if (middle == nearest[column] || middle == refused) {
                break;
            }
            double[] tried = nearest.clone();
            tried[column] = middle;
            if (isMet(tried)) {
                nearest = tried;
            } else {
                refused = middle;
            }
        }
        return nearest;
    }

    private boolean isMet(double[] row) {
        return search.mayAsk(1) && search.met(List.of(row))[0];
    }

    /// Smallest changes first: they are the likeliest not to matter.
    private List<Integer> changedColumns(double[] row) {
        return new ArrayList<>(
                IntStream.range(0, row.length)
                        .filter(column -> row[column] != search.instance()[column])
                        .boxed()
                        .sorted(
                                Comparator.comparingDouble(column ->
                                        Math.abs(row[column] - search.instance()[column])
                                                / search.scale(column)))
                        .toList());
    }
}
