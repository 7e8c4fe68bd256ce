package dev.serval.explainer.trees;

import dev.serval.explainer.numeric.GaussLegendre;
import java.util.Arrays;

/// A walk through trees for one row: for each point of the rule from the root to the leaves, where
/// factors are multiplied, and back, where what leaves add is summed up and shared out. Used by one
/// thread.
final class PathDependentWalk {
    private final TreeEnsemble ensemble;
    private final double[] row;
    private final double[][] values;
    private double[][][] interactions = new double[0][][];
    private final FeaturePath path;

    /// By node, 1 where the row itself comes this way as far as the last feature goes, else 0.
    private final double[] known;

    /// By node, how much more comes this way when the last feature is known than when it is not.
    private final double[] changes;

    /// By node, one over the factor of the last feature; 0 where nothing comes.
    private final double[] inverses;

    /// By node, the product of the factors of all features before it.
    private final double[] products;

    /// By node, what the last feature has of what the leaves below add.
    private final double[] portions;

    /// By node, what the leaves below add to one output's integral.
    private final double[] sums;

    PathDependentWalk(Forest forest, double[] row) {
        this.ensemble = forest.ensemble();
        this.row = ensemble.seen(row);
        this.values = new double[ensemble.outputs()][ensemble.features()];
        this.path = new FeaturePath(forest.deepest());
        int nodes = forest.largestTree();
        this.known = new double[nodes];
        this.changes = new double[nodes];
        this.inverses = new double[nodes];
        this.products = new double[nodes];
        this.portions = new double[nodes];
        this.sums = new double[nodes];
    }

    double[][] values() {
        return values;
    }

    double[][][] interactions() {
        return interactions;
    }

    /// Adds a tree's values.
    ///
    /// @param shares by node, the share of data that the decisions on the last feature send there
    void addValues(FlatTree tree, double[] shares, GaussLegendre rule) {
        decide(tree, shares);
        for (int point = 0; point < rule.count(); point++) {
            multiply(tree, shares, rule.point(point));
            for (int output = 0; output < tree.outputs(); output++) {
                shareOut(tree, output, rule.weight(point));
            }
        }
    }

    /// Adds a tree's interactions.
    void addInteractions(FlatTree tree, double[] shares, GaussLegendre rule) {
        if (interactions.length == 0) {
            interactions = Interactions.none(ensemble);
        }
        decide(tree, shares);
        for (int point = 0; point < rule.count(); point++) {
            multiply(tree, shares, rule.point(point));
            for (int node = 0; node < tree.nodes(); node++) {
                if (tree.isLeaf(node) && products[node] != 0) {
                    pairUp(tree, node, rule.weight(point) * products[node]);
                }
            }
        }
    }

    /// The root's feature is none, and known.
    private void decide(FlatTree tree, double[] shares) {
        known[0] = 1;
        for (int node = 0; node < tree.nodes(); node++) {
            changes[node] = known[node] - shares[node];
            if (!tree.isLeaf(node)) {
                boolean goesFirst = tree.goesFirst(node, row);
                double before = known[tree.earlier(tree.first(node))];
                known[tree.first(node)] = goesFirst ? before : 0;
                known[tree.second(node)] = goesFirst ? 0 : before;
            }
        }
    }

    /// @param chance with which a feature is known
    private void multiply(FlatTree tree, double[] shares, double chance) {
        products[0] = 1;
        inverses[0] = 1;
        for (int node = 1; node < tree.nodes(); node++) {
            int earlier = tree.earlier(node);
            double factor = chance * known[node] + (1 - chance) * shares[node];
            double inverse = factor == 0 ? 0 : 1 / factor;
            inverses[node] = inverse;
            products[node] = products[tree.parent(node)] * factor * inverses[earlier];
            portions[node] = changes[node] * inverse - changes[earlier] * inverses[earlier];
        }
    }

    /// What a node's last feature has of the leaves below, it no longer has from the node before.
    private void shareOut(FlatTree tree, int output, double weight) {
        double[] ofOutput = values[tree.output(output)];
        Arrays.fill(sums, 0, tree.nodes(), 0);
        for (int node = tree.nodes() - 1; node > 0; node--) {
            double sum = sums[node];
            if (tree.isLeaf(node)) {
                sum = tree.value(node, output) * weight * products[node];
            }
            int parent = tree.parent(node);
            sums[parent] += sum;
            ofOutput[tree.feature(parent)] += sum * portions[node];
        }
    }

    /// Adds what each two features of a leaf do together.
    private void pairUp(FlatTree tree, int leaf, double product) {
        path.lookBack(tree, leaf);
        for (int i = 1; i < path.count(); i++) {
            int one = path.node(i);
            double first = product * changes[one] * inverses[one];
            for (int j = 0; j < i; j++) {
                int other = path.node(j);
                double half = first * changes[other] * inverses[other] / 2;
                for (int output = 0; output < tree.outputs(); output++) {
                    Interactions.add(
                            interactions[tree.output(output)],
                            path.feature(tree, i),
                            path.feature(tree, j),
                            half * tree.value(leaf, output));
                }
            }
        }
    }
}
