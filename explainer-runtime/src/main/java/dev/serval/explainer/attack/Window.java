package dev.serval.explainer.attack;

import dev.serval.explainer.grid.Grid;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;

/// A part of a grid.
record Window(int top, int left, int height, int width) {
    /// A square, or what of it fits into a grid, at a place by chance.
    static Window anywhere(Grid grid, int side, RandomGenerator random) {
        int height = Math.min(side, grid.height());
        int width = Math.min(side, grid.width());
        return new Window(
                random.nextInt(grid.height() - height + 1),
                random.nextInt(grid.width() - width + 1),
                height,
                width);
    }

    int bottom() {
        return top + height;
    }

    int right() {
        return left + width;
    }

    boolean holds(int line, int column) {
        return line >= top && line < bottom() && column >= left && column < right();
    }

    /// Hands over the place of each of its values in a row.
    void each(Grid grid, int channel, IntConsumer use) {
        for (int line = top; line < bottom(); line++) {
            for (int column = left; column < right(); column++) {
                use.accept(grid.index(line * grid.width() + column, channel));
            }
        }
    }
}
