package dev.serval.explainer.trees;

/// Shapley values of one row where a feature that is not known is averaged out by how much training
/// data went each way (Lundberg et al. 2018, algorithm 2, in O(leaves × depth²) for a tree). Used
/// by one thread for one row.
final class PathDependentShap {
    private final TreeEnsemble ensemble;
    private final double[] row;
    private final double[][] values;

    PathDependentShap(TreeEnsemble ensemble, double[] row) {
        this.ensemble = ensemble;
        this.row = ensemble.seen(row);
        this.values = new double[ensemble.outputs()][ensemble.features()];
    }

    /// The values, by output and feature.
    double[][] values() {
        for (TreeNode tree : ensemble.trees()) {
            walk(tree, new UniquePath(), 1, 1, UniquePath.NO_FEATURE);
        }
        return values;
    }

    /// What the ensemble answers when nothing is known, by output.
    static double[] expectation(TreeEnsemble ensemble) {
        double[] expectation = ensemble.base().stream().mapToDouble(Double::doubleValue).toArray();
        for (TreeNode tree : ensemble.trees()) {
            addExpectation(tree, 1, expectation);
        }
        return expectation;
    }

    private static void addExpectation(TreeNode node, double share, double[] expectation) {
        switch (node) {
            case TreeNode.Leaf leaf ->
                    leaf.addends()
                            .forEach(addend ->
                                    expectation[addend.output()] += share * addend.value());
            case TreeNode.Inner inner -> {
                addExpectation(inner.first(), share * share(inner.first(), inner), expectation);
                addExpectation(inner.second(), share * share(inner.second(), inner), expectation);
            }
        }
    }

    /// The share of a node's data that went on to one of its children; none where no data came.
    private static double share(TreeNode child, TreeNode parent) {
        return parent.cover() == 0 ? 0 : child.cover() / parent.cover();
    }

    private void walk(TreeNode node, UniquePath before, double unknown, double known, int feature) {
        if (unknown == 0 && known == 0) {
            return;
        }
        UniquePath path = before.extended(unknown, known, feature);
        switch (node) {
            case TreeNode.Leaf leaf -> add(leaf, path);
            case TreeNode.Inner inner -> walk(inner, path);
        }
    }

    private void walk(TreeNode.Inner inner, UniquePath path) {
        int feature = inner.split().feature();
        boolean goesFirst = inner.split().isFirst(row[feature]);
        TreeNode hot = inner.child(goesFirst);
        TreeNode cold = inner.child(!goesFirst);
        double unknown = 1;
        double known = 1;
        UniquePath going = path;
        int earlier = path.find(feature);
        if (earlier >= 0) {
            unknown = path.unknown(earlier);
            known = path.known(earlier);
            going = path.without(earlier);
        }
        walk(hot, going, unknown * share(hot, inner), known, feature);
        walk(cold, going, unknown * share(cold, inner), 0, feature);
    }

    private void add(TreeNode.Leaf leaf, UniquePath path) {
        for (int i = 1; i < path.length(); i++) {
            double weight = path.weightWithout(i) * (path.known(i) - path.unknown(i));
            for (TreeNode.Addend addend : leaf.addends()) {
                values[addend.output()][path.feature(i)] += weight * addend.value();
            }
        }
    }
}
