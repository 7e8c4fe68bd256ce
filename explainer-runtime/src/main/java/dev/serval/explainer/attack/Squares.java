package dev.serval.explainer.attack;

import dev.serval.explainer.grid.Grid;
import java.util.random.RandomGenerator;

/// The changes of the attack for the maximum norm: first stripes, then squares that get smaller.
/// Each value is moved by all that is allowed, up or down.
final class Squares implements Moves {
    private final Grid grid;
    private final double[] instance;
    private final Bounds bounds;
    private final RandomGenerator random;

    Squares(Grid grid, double[] instance, Bounds bounds, RandomGenerator random) {
        this.grid = grid;
        this.instance = instance;
        this.bounds = bounds;
        this.random = random;
    }

    /// The instance with each column of cells moved one way.
    @Override
    public double[] first() {
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
    @Override
    public double[] another(double[] row, double area) {
        int side = (int) Math.max(1, Math.round(Math.sqrt(area * grid.cells())));
        Window window = Window.anywhere(grid, side, random);
        double[] moved = row.clone();
        for (int channel = 0; channel < grid.channels(); channel++) {
            boolean up = random.nextBoolean();
            for (int line = window.top(); line < window.bottom(); line++) {
                for (int column = window.left(); column < window.right(); column++) {
                    move(moved, line * grid.width() + column, channel, up);
                }
            }
        }
        return moved;
    }

    private void move(double[] row, int cell, int channel, boolean up) {
        int index = grid.index(cell, channel);
        row[index] =
                bounds.within(
                        up ? instance[index] + bounds.reach() : instance[index] - bounds.reach());
    }
}
