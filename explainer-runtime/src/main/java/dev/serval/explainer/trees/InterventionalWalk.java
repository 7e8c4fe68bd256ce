package dev.serval.explainer.trees;

import java.util.Arrays;

/// A walk through trees for one row and all rows of a background at once. A leaf is a game with a
/// row of the background: its value comes out when every feature that only the row brings this way
/// is known, and none that only the background brings. All rows of the background that get to a
/// leaf miss the same features of the row, so they differ only in how many they have themselves.
/// Allocates nothing for a node. Used by one thread.
final class InterventionalWalk {
    private static final double[][] WEIGHTS = weights(32);

    private final Forest forest;
    private final double[] row;
    private final int rows;
    private final double[][] values;
    private final double[][][] interactions;
    private final FeaturePath path;

    /// By node, whether the row itself comes this way as far as its last feature goes.
    private final boolean[] known;

    /// By level and word, the rows of the background that come this way as far as the last feature
    /// goes.
    private long[] coming = new long[0];

    /// By level and word, the rows of the background that have what the row lacks.
    private long[] alive = new long[0];

    /// By how many features of the row they lack, rows of the background.
    private final long[] lacking;

    /// By feature on the path, what a leaf's value of 1 adds.
    private final double[] parts;

    private FlatTree tree = FlatTree.NONE;
    private long[] goingFirst = new long[0];

    private int words;

    /// @param rows how many rows the whole background has
    /// @param interactions where they are added to; empty if they are not asked for
    InterventionalWalk(Forest forest, double[] row, int rows, double[][][] interactions) {
        this.forest = forest;
        this.row = forest.ensemble().seen(row);
        this.rows = rows;
        this.values = new double[forest.ensemble().outputs()][forest.ensemble().features()];
        this.interactions = interactions;
        this.path = new FeaturePath(forest.deepest());
        this.known = new boolean[forest.largestTree()];
        this.lacking = new long[forest.mostFeatures() + 2];
        this.parts = new double[forest.mostFeatures()];
    }

    double[][] values() {
        return values;
    }

    /// Adds what some rows of the background make of the values.
    void add(BackgroundWays ways) {
        words = ways.words();
        coming = new long[(forest.deepest() + 1) * words];
        alive = new long[coming.length];
        Arrays.fill(coming, 0, words, -1);
        for (int number = 0; number < ways.count(); number++) {
            alive[number / Long.SIZE] |= 1L << number;
        }
        for (int i = 0; i < forest.trees().size(); i++) {
            tree = forest.trees().get(i);
            goingFirst = ways.goingFirst(i);
            walk(0, 0);
        }
    }

    /// @param missed how many features do not bring the row to the node
    private void walk(int node, int missed) {
        if (tree.isLeaf(node)) {
            share(node, missed);
            return;
        }
        boolean goesFirst = tree.goesFirst(node, row);
        walkChild(node, tree.first(node), goesFirst, missed);
        walkChild(node, tree.second(node), !goesFirst, missed);
    }

    private void walkChild(int node, int child, boolean isRowsWay, int missed) {
        int earlier = tree.earlier(child);
        boolean before = earlier == 0 || known[earlier];
        boolean isKnown = isRowsWay && before;
        long flipped = child == tree.first(node) ? 0 : -1;
        int at = tree.level(child) * words;
        int old = tree.level(earlier) * words;
        long any = 0;
        for (int word = 0; word < words; word++) {
            long way = coming[old + word] & (goingFirst[node * words + word] ^ flipped);
            long left = alive[at - words + word] & (isKnown ? -1 : way);
            coming[at + word] = way;
            alive[at + word] = left;
            any |= left;
        }
        if (any != 0) {
            known[child] = isKnown;
            walk(child, before && !isKnown ? missed + 1 : missed);
        }
    }

    private void share(int leaf, int missed) {
        path.lookBack(tree, leaf);
        int features = path.count();
        Arrays.fill(parts, 0, features, 0);
        for (int word = 0; word < words; word++) {
            long here = alive[tree.level(leaf) * words + word];
            if (here != 0) {
                share(leaf, missed, word, here);
            }
        }
        for (int i = 0; i < features; i++) {
            int feature = path.feature(tree, i);
            for (int output = 0; output < tree.outputs(); output++) {
                values[tree.output(output)][feature] += parts[i] * tree.value(leaf, output) / rows;
            }
        }
    }

    private void share(int leaf, int missed, int word, long here) {
        int most = sort(word, here);
        for (int lacked = 0; lacked <= most; lacked++) {
            long some = lacking[lacked];
            if (some == 0 || lacked + missed == 0) {
                continue;
            }
            double forLacked = lacked == 0 ? 0 : weight(lacked - 1, missed);
            double forMissed = missed == 0 ? 0 : -weight(lacked, missed - 1) * Long.bitCount(some);
            for (int i = 0; i < path.count(); i++) {
                parts[i] +=
                        known[path.node(i)]
                                ? forLacked * Long.bitCount(some & ~comingAt(i, word))
                                : forMissed;
            }
            if (interactions.length > 0) {
                pairs(leaf, lacked, missed, word, some);
            }
        }
    }

    /// Sorts rows of the background by how many features they lack that bring the row here.
    ///
    /// @return the most that there could be
    private int sort(int word, long here) {
        int most = 0;
        lacking[0] = here;
        for (int i = 0; i < path.count(); i++) {
            if (known[path.node(i)]) {
                long has = comingAt(i, word);
                lacking[most + 1] = 0;
                for (int lacked = most; lacked >= 0; lacked--) {
                    lacking[lacked + 1] |= lacking[lacked] & ~has;
                    lacking[lacked] &= has;
                }
                most++;
            }
        }
        return most;
    }

    private long comingAt(int index, int word) {
        return coming[tree.level(path.node(index)) * words + word];
    }

    /// In a leaf's game only one coalition of the others makes a pair matter: the row's side.
    private void pairs(int leaf, int lacked, int missed, int word, long some) {
        double bothLacked = lacked < 2 ? 0 : weight(lacked - 2, missed) / 2;
        double bothMissed = missed < 2 ? 0 : weight(lacked, missed - 2) / 2;
        double oneOfEach = lacked * missed == 0 ? 0 : -weight(lacked - 1, missed - 1) / 2;
        for (int i = 0; i < path.count(); i++) {
            boolean first = known[path.node(i)];
            long ofFirst = first ? some & ~comingAt(i, word) : some;
            for (int j = 0; j < i; j++) {
                boolean second = known[path.node(j)];
                long ofBoth = second ? ofFirst & ~comingAt(j, word) : ofFirst;
                double weight = first != second ? oneOfEach : first ? bothLacked : bothMissed;
                double part = weight * Long.bitCount(ofBoth) / rows;
                for (int output = 0; output < tree.outputs(); output++) {
                    Interactions.add(
                            interactions[tree.output(output)],
                            path.feature(tree, i),
                            path.feature(tree, j),
                            part * tree.value(leaf, output));
                }
            }
        }
    }

    /// `a! b! / (a + b + 1)!`
    private static double weight(int a, int b) {
        return a < WEIGHTS.length && b < WEIGHTS.length ? WEIGHTS[a][b] : computed(a, b);
    }

    private static double[][] weights(int most) {
        double[][] weights = new double[most][most];
        for (int a = 0; a < most; a++) {
            for (int b = 0; b < most; b++) {
                weights[a][b] = computed(a, b);
            }
        }
        return weights;
    }

    private static double computed(int a, int b) {
        double weight = 1.0 / (a + b + 1);
        for (int i = 1; i <= b; i++) {
            weight = weight * i / (a + i);
        }
        return weight;
    }
}
