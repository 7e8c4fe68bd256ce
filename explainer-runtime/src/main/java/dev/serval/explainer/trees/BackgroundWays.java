package dev.serval.explainer.trees;

import dev.serval.explainer.model.Rows;
import java.util.ArrayList;
import java.util.List;

/// Which way each row of a background goes at each node of a forest, a bit for each. Threads may
/// share one.
final class BackgroundWays {
    private final int count;
    private final List<long[]> goingFirst = new ArrayList<>();

    BackgroundWays(Forest forest, Rows background) {
        this.count = background.count();
        int words = words();
        for (FlatTree tree : forest.trees()) {
            goingFirst.add(new long[tree.nodes() * words]);
        }
        for (int number = 0; number < count; number++) {
            double[] seen = forest.ensemble().seen(background.row(number));
            for (int i = 0; i < goingFirst.size(); i++) {
                mark(forest.trees().get(i), seen, number, goingFirst.get(i));
            }
        }
    }

    private void mark(FlatTree tree, double[] row, int number, long[] marks) {
        int words = words();
        for (int node = 0; node < tree.nodes(); node++) {
            if (!tree.isLeaf(node) && tree.goesFirst(node, row)) {
                marks[node * words + number / Long.SIZE] |= 1L << number;
            }
        }
    }

    /// How many rows there are.
    int count() {
        return count;
    }

    /// How many words hold a bit for each row.
    int words() {
        return (count + Long.SIZE - 1) / Long.SIZE;
    }

    /// By node and word, the rows that go to the first child, in one of the forest's trees. Not to
    /// be changed.
    long[] goingFirst(int tree) {
        return goingFirst.get(tree);
    }
}
