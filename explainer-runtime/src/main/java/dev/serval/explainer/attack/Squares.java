package dev.serval.explainer.attack;

import dev.serval.explainer.grid.Grid;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// The changes that a square attack tries: first stripes, then squares that get smaller. Each value
/// is moved by all that is allowed, up or down.
final class Squares {
    /// After how many of 10,000 steps squares have half the area that they had.
    private static final int[] HALVED_AFTER = {10, 50, 200, 500, 1000, 2000, 4000, 6000, 8000};

    private static final double OF_STEPS = 10_000;

    private final Grid grid;
    private final double[] instance;
    private final Bounds bounds;
    private final RandomGenerator random;

    /// @param reach how far each value may be moved
    record Bounds(double reach, double least, double most) {
        double moved(double value, boolean up) {
            return Math.clamp(up ? value + reach : value - reach, least, most);
        }
    }

    Squares(Grid grid, double[] instance, Bounds bounds, RandomGenerator random) {
        this.grid = grid;
        this.instance = instance;
        this.bounds = bounds;
        this.random = random;
    }

    /// The instance with each column of cells moved one way.
    double[] stripes() {
        double[] moved = instance.clone();
        for (int column = 0; column < grid.width(); column++) {
            for (int channel = 0; channel < grid.channels(); channel++) {
                boolean up = random.nextBoolean();
                for (int line = 0; line < grid.height(); line++) {
                    move(moved, line * grid.width() + column, channel, up);
                }
            }
        }
        return moved;
    }

    /// A copy in which one square is moved another way.
    ///
    /// @param done the share of all steps that are done
    /// @param area the share of the grid that the first squares have
    double[] another(double[] row, double done, double area) {
        long halved = Arrays.stream(HALVED_AFTER).filter(step -> done * OF_STEPS > step).count();
        double share = area / Math.pow(2, halved);
        int side = (int) Math.max(1, Math.round(Math.sqrt(share * grid.cells())));
        int high = Math.min(side, grid.height());
        int wide = Math.min(side, grid.width());
        int top = random.nextInt(grid.height() - high + 1);
        int left = random.nextInt(grid.width() - wide + 1);
        double[] moved = row.clone();
        for (int channel = 0; channel < grid.channels(); channel++) {
            boolean up = random.nextBoolean();
            for (int line = top; line < top + high; line++) {
                for (int column = left; column < left + wide; column++) {
                    move(moved, line * grid.width() + column, channel, up);
                }
            }
        }
        return moved;
    }

    private void move(double[] row, int cell, int channel, boolean up) {
        int index = grid.index(cell, channel);
        row[index] = bounds.moved(instance[index], up);
    }
}
