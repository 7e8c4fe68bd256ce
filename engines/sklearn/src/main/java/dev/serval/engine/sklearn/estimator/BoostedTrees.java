package dev.serval.engine.sklearn.estimator;

import java.util.ArrayList;
import java.util.List;

/// Sums of trees over where they started from: gradient boosting.
///
/// @param start a row's first results, from which trees go on
/// @param stages the trees of each round, one for each result
record BoostedTrees(Trees shape, Constant start, double rate, List<List<Tree>> stages) {
    BoostedTrees {
        stages = List.copyOf(stages);
    }

    /// The rounds of an estimator, of so many results.
    static BoostedTrees of(Attributes attributes, Constant start) {
        int results = attributes.array("estimators_").size(1);
        int features = attributes.features();
        List<Tree> all =
                attributes.objects("estimators_").stream()
                        .map(member -> Tree.of(member, features, 1))
                        .toList();
        List<List<Tree>> stages = new ArrayList<>();
        for (int i = 0; i + results <= all.size(); i += results) {
            stages.add(all.subList(i, i + results));
        }
        if (start.targets() != results) {
            throw attributes.unread("%d starts of %d".formatted(start.targets(), results));
        }
        Trees shape = new Trees(attributes.className(), features, results, all);
        return new BoostedTrees(shape, start, attributes.number("learning_rate"), stages);
    }

    Matrix sums(Matrix rows) {
        float[] floats = shape.finiteFloats(rows);
        Matrix sums = start.predict(rows);
        for (List<Tree> stage : stages) {
            for (int result = 0; result < stage.size(); result++) {
                Tree tree = stage.get(result);
                for (int row = 0; row < rows.rows(); row++) {
                    int leaf = tree.leaf(floats, row * shape.features());
                    sums.add(row, result, rate * tree.value(leaf, 0));
                }
            }
        }
        return sums;
    }
}
