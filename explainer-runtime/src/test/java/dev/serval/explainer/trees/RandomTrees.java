package dev.serval.explainer.trees;

import dev.serval.explainer.trees.TreeEnsemble.Transform;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Small tree ensembles for tests.
final class RandomTrees {
    private RandomTrees() {}

    static TreeEnsemble of(int features, int outputs, int depth, RandomGenerator random) {
        List<TreeNode> trees = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            trees.add(node(features, outputs, depth, 100, random));
        }
        List<Double> base = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            base.add(random.nextGaussian());
        }
        return new TreeEnsemble(features, base, trees, false, Transform.NONE, "random");
    }

    private static TreeNode node(
            int features, int outputs, int depth, double cover, RandomGenerator random) {
        if (depth == 0 || random.nextInt(8) == 0) {
            List<TreeNode.Addend> addends = new ArrayList<>();
            for (int i = 0; i < outputs; i++) {
                addends.add(new TreeNode.Addend(i, random.nextGaussian()));
            }
            return new TreeNode.Leaf(addends, cover);
        }
        double share = 0.1 + 0.8 * random.nextDouble();
        Split split =
                new Split(
                        random.nextInt(features),
                        random.nextBoolean() ? Split.Test.LESS : Split.Test.GREATER_OR_EQUAL,
                        random.nextGaussian() / 2,
                        Split.Missing.NAN,
                        random.nextBoolean());
        return new TreeNode.Inner(
                split,
                node(features, outputs, depth - 1, cover * share, random),
                node(features, outputs, depth - 1, cover * (1 - share), random),
                cover);
    }
}
