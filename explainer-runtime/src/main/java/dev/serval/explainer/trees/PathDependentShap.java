package dev.serval.explainer.trees;

import java.util.Arrays;

/// Shapley values of one row where a feature that is not known is averaged out by how much training
/// data went each way (Lundberg et al. 2018, algorithm 2, in O(leaves × depth²) for a tree). Used
/// by one thread for one row.
final class PathDependentShap {
    private static final int NOTHING = -1;

    private final TreeEnsemble ensemble;
    private final double[] row;
    private final double[][] values;
    private final int held;
    private final Hold hold;

    /// What every coalition knows of one feature, whose own value is then left out.
    private enum Hold {
        KNOWN,
        UNKNOWN
    }

    private PathDependentShap(TreeEnsemble ensemble, double[] row, int held, Hold hold) {
        this.ensemble = ensemble;
        this.row = ensemble.seen(row);
        this.values = new double[ensemble.outputs()][ensemble.features()];
        this.held = held;
        this.hold = hold;
    }

    /// The values of a row, by output and feature.
    static double[][] values(TreeEnsemble ensemble, double[] row) {
        return new PathDependentShap(ensemble, row, NOTHING, Hold.UNKNOWN).walked();
    }

    /// The interaction values of a row, by output and two features: half of how much knowing the
    /// one changes the value of the other, and on the diagonal what is left of a feature's value.
    static double[][][] interactions(TreeEnsemble ensemble, double[] row, double[][] values) {
        int features = ensemble.features();
        double[][][] interactions = new double[ensemble.outputs()][features][features];
        for (int feature : ensemble.featuresInUse().toArray()) {
            double[][] with = new PathDependentShap(ensemble, row, feature, Hold.KNOWN).walked();
            double[][] without =
                    new PathDependentShap(ensemble, row, feature, Hold.UNKNOWN).walked();
            for (int output = 0; output < interactions.length; output++) {
                double[] line = interactions[output][feature];
                for (int other = 0; other < features; other++) {
                    line[other] = (with[output][other] - without[output][other]) / 2;
                }
                line[feature] = values[output][feature] - Arrays.stream(line).sum();
            }
        }
        return interactions;
    }

    private double[][] walked() {
        UniquePath root = UniquePath.ofRoot();
        for (TreeNode tree : ensemble.trees()) {
            walk(tree, root, 1);
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

    /// @param weight the share of all that comes this way whatever the path's features
    private void walk(TreeNode node, UniquePath path, double weight) {
        if (node instanceof TreeNode.Inner inner) {
            if (inner.split().feature() == held) {
                walkHeld(inner, path, weight);
            } else {
                walk(inner, path, weight);
            }
        } else if (node instanceof TreeNode.Leaf leaf) {
            add(leaf, path, weight);
        }
    }

    private void walkHeld(TreeNode.Inner inner, UniquePath path, double weight) {
        TreeNode hot = inner.next(row);
        switch (hold) {
            case KNOWN -> walk(hot, path.next(), weight);
            case UNKNOWN -> {
                for (TreeNode child : new TreeNode[] {inner.first(), inner.second()}) {
                    double share = weight * share(child, inner);
                    if (share != 0) {
                        walk(child, path.next(), share);
                    }
                }
            }
        }
    }

    private void walk(TreeNode.Inner inner, UniquePath path, double weight) {
        int feature = inner.split().feature();
        boolean goesFirst = inner.split().isFirst(row[feature]);
        TreeNode hot = inner.child(goesFirst);
        TreeNode cold = inner.child(!goesFirst);
        double unknown = 1;
        boolean known = true;
        int earlier = path.find(feature);
        if (earlier >= 0) {
            unknown = path.unknown(earlier);
            known = path.known(earlier);
            path.remove(earlier);
        }
        double unknownAndHot = unknown * share(hot, inner);
        if (known || unknownAndHot != 0) {
            UniquePath next = path.next();
            next.extend(unknownAndHot, known, feature);
            walk(hot, next, weight);
        }
        double unknownAndCold = unknown * share(cold, inner);
        if (unknownAndCold != 0) {
            UniquePath next = path.next();
            next.extend(unknownAndCold, false, feature);
            walk(cold, next, weight);
        }
    }

    private void add(TreeNode.Leaf leaf, UniquePath path, double weight) {
        double byUnknown = path.changeByUnknown();
        for (int i = 1; i < path.length(); i++) {
            double change = weight * (path.known(i) ? path.changeByKnown(i) : byUnknown);
            int feature = path.feature(i);
            for (int each = 0; each < leaf.addends().size(); each++) {
                TreeNode.Addend addend = leaf.addends().get(each);
                values[addend.output()][feature] += change * addend.value();
            }
        }
    }
}
