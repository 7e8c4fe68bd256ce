package dev.serval.explainer.trees;

import dev.serval.explainer.model.Rows;
import org.jspecify.annotations.Nullable;

/// Shapley values where features that are not known come from the rows of a background (Lundberg et
/// al. 2020): what the model-agnostic methods estimate, exactly, without a single prediction. Which
/// way each row of the background goes at each node is found once, as bits, so that a tree is
/// walked once for a row and 64 rows of the background together. Threads may share one.
final class InterventionalShap {
    /// The most bits that are kept from row to row, in words; 64 MiB.
    private static final long MOST_WORDS = 1L << 23;

    private final Forest forest;
    private final Rows background;
    private final double[] base;
    private final int atOnce;

    /// The ways of the whole background; `null` if they are too many to be kept.
    private final @Nullable BackgroundWays all;

    InterventionalShap(Forest forest, Rows background) {
        this(forest, background, MOST_WORDS);
    }

    /// @param mostWords how much is kept from row to row; what is more is found again for each
    InterventionalShap(Forest forest, Rows background, long mostWords) {
        this.forest = forest;
        this.background = background;
        this.base = forest.meanSums(background);
        long words = Math.max(1, mostWords / Math.max(1, forest.nodes()));
        this.atOnce = (int) Math.min(background.count(), words * Long.SIZE);
        this.all = atOnce == background.count() ? new BackgroundWays(forest, background) : null;
    }

    Forest forest() {
        return forest;
    }

    Rows background() {
        return background;
    }

    /// What the ensemble answers for the background on average, by output.
    double[] base() {
        return base.clone();
    }

    /// The values of a row, by output and feature: the mean over the rows of the background.
    double[][] values(double[] row) {
        InterventionalWalk walk =
                new InterventionalWalk(forest, row, background.count(), new double[0][][]);
        walk(walk);
        return walk.values();
    }

    /// The interaction values of a row, by output and two features; on the diagonal what is left of
    /// a feature's value.
    double[][][] interactions(double[] row) {
        double[][][] interactions = Interactions.none(forest.ensemble());
        InterventionalWalk walk =
                new InterventionalWalk(forest, row, background.count(), interactions);
        walk(walk);
        return Interactions.withDiagonal(interactions, walk.values());
    }

    private void walk(InterventionalWalk walk) {
        if (all != null) {
            walk.add(all);
            return;
        }
        for (int from = 0; from < background.count(); from += atOnce) {
            int to = Math.min(from + atOnce, background.count());
            walk.add(new BackgroundWays(forest, background.slice(from, to)));
        }
    }
}
