package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.pickle.Instance;
import dev.serval.engine.sklearn.pickle.PickleException;
import dev.serval.engine.sklearn.pickle.Sequence;
import dev.serval.engine.sklearn.pickle.Value;
import java.util.ArrayList;
import java.util.List;

/// Sums of histogram-based trees over a start that all rows share.
final class HistogramBoosting {
    private final int features;
    private final double[] start;
    private final List<List<HistogramTree>> stages;

    private HistogramBoosting(int features, double[] start, List<List<HistogramTree>> stages) {
        this.features = features;
        this.start = start;
        this.stages = stages;
    }

    static HistogramBoosting of(Attributes attributes) {
        if (attributes.has("_preprocessor")) {
            throw attributes.unread("categorical features");
        }
        int features = attributes.features();
        double[] start =
                attributes.isNumber("_baseline_prediction")
                        ? new double[] {attributes.number("_baseline_prediction")}
                        : attributes.array("_baseline_prediction").toDoubles();
        List<List<HistogramTree>> stages = new ArrayList<>();
        for (Value stage : attributes.list("_predictors")) {
            stages.add(stage(attributes, stage, features, start.length));
        }
        return new HistogramBoosting(features, start, stages);
    }

    private static List<HistogramTree> stage(
            Attributes attributes, Value stage, int features, int results) {
        if (!(stage instanceof Sequence trees) || trees.size() != results) {
            throw attributes.mistyped("_predictors", stage, "%d trees".formatted(results));
        }
        List<HistogramTree> read = new ArrayList<>();
        for (Value tree : trees.items()) {
            if (!(tree instanceof Instance predictor)) {
                throw new PickleException("a tree is " + tree.describe());
            }
            read.add(HistogramTree.of(new Attributes(predictor), features));
        }
        return read;
    }

    int features() {
        return features;
    }

    int results() {
        return start.length;
    }

    Matrix sums(Matrix rows) {
        Matrix sums = Matrix.zeros(rows.rows(), start.length);
        for (int row = 0; row < rows.rows(); row++) {
            for (int result = 0; result < start.length; result++) {
                double sum = start[result];
                for (List<HistogramTree> stage : stages) {
                    sum += stage.get(result).value(rows, row);
                }
                sums.set(row, result, sum);
            }
        }
        return sums;
    }
}
