package dev.serval.explainer.attack;

import dev.serval.explainer.grid.Grid;
import java.util.random.RandomGenerator;

/// The changes of the attack for the Euclidean norm: first a bump in each of some tiles, then ever
/// smaller windows, of which one takes a bump and the room of another that is put back (algorithm 3
/// of the paper).
final class Bumps implements Moves {
    private static final int TILES = 5;
    private static final int SMALLEST = 3;

    private final Grid grid;
    private final double[] instance;
    private final Bounds bounds;
    private final RandomGenerator random;

    Bumps(Grid grid, double[] instance, Bounds bounds, RandomGenerator random) {
        this.grid = grid;
        this.instance = instance;
        this.bounds = bounds;
        this.random = random;
    }

    /// The instance with a bump in each tile.
    @Override
    public double[] first() {
        double[] change = new double[instance.length];
        int side = Math.max(1, Math.max(grid.height(), grid.width()) / TILES);
        for (int top = 0; top < grid.height(); top += side) {
            for (int left = 0; left < grid.width(); left += side) {
                int height = Math.min(side, grid.height() - top);
                int width = Math.min(side, grid.width() - left);
                Window tile = new Window(top, left, height, width);
                for (int channel = 0; channel < grid.channels(); channel++) {
                    add(change, tile, channel, bump(tile), 1);
                }
            }
        }
        return moved(change);
    }

    /// A copy in which a window has a bump more, with all the room that there is for it: what was
    /// left, what the window had, and what another window had, which is put back.
    @Override
    public double[] another(double[] row, double area) {
        int side = (int) Math.max(SMALLEST, Math.round(Math.sqrt(area * grid.cells())));
        int odd = side % 2 == 0 ? side + 1 : side;
        Window window = Window.anywhere(grid, odd, random);
        Window back = Window.anywhere(grid, odd, random);
        double[] change = new double[row.length];
        double used = 0;
        for (int i = 0; i < row.length; i++) {
            change[i] = row[i] - instance[i];
            used += change[i] * change[i];
        }
        double left = Math.max(0, bounds.reach() * bounds.reach() - used);
        for (int channel = 0; channel < grid.channels(); channel++) {
            double had = squares(change, window, channel);
            double room = had + outside(change, back, window, channel) + left / grid.channels();
            double[][] wanted = bump(window);
            add(wanted, change, window, channel, Math.sqrt(had));
            clear(change, back, channel);
            clear(change, window, channel);
            add(change, window, channel, wanted, Math.sqrt(room) / length(wanted));
        }
        return moved(change);
    }

    /// The instance with a change, as long as the reach, and within bounds.
    private double[] moved(double[] change) {
        double squares = 0;
        for (double each : change) {
            squares += each * each;
        }
        double scale = squares == 0 ? 0 : bounds.reach() / Math.sqrt(squares);
        double[] moved = new double[change.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = bounds.within(instance[i] + scale * change[i]);
        }
        return moved;
    }

    /// Two hills side by side, of which one goes up and the other down, of length 1.
    private double[][] bump(Window window) {
        double[][] bump = new double[window.height()][window.width()];
        boolean isAcross = window.height() == 1 || window.width() > 1 && random.nextBoolean();
        double sign = random.nextBoolean() ? 1 : -1;
        int half = (isAcross ? window.width() : window.height()) / 2;
        for (int line = 0; line < window.height(); line++) {
            for (int column = 0; column < window.width(); column++) {
                int along = isAcross ? column : line;
                int whole = isAcross ? window.width() : window.height();
                boolean isFirst = along < half;
                int place = isFirst ? along : along - half;
                int size = isFirst ? half : whole - half;
                int aside = isAcross ? line : column;
                int breadth = isAcross ? window.height() : window.width();
                double height = hill(aside, breadth, place, size);
                bump[line][column] = isFirst ? sign * height : -sign * height;
            }
        }
        double length = length(bump);
        for (double[] line : bump) {
            for (int column = 0; column < line.length; column++) {
                line[column] /= length;
            }
        }
        return bump;
    }

    /// How high a hill of some length and breadth is at a place: a stack of ever smaller plates.
    private static double hill(int i, int length, int j, int breadth) {
        int plates = Math.max(length, breadth) / 2;
        int off = Math.max(Math.abs(i - length / 2), Math.abs(j - breadth / 2));
        double height = 0;
        for (int plate = 0; plate <= plates - off; plate++) {
            height += 1.0 / ((plates + 1 - plate) * (plates + 1.0 - plate));
        }
        return height;
    }

    private static double length(double[][] values) {
        double squares = 0;
        for (double[] line : values) {
            for (double each : line) {
                squares += each * each;
            }
        }
        return squares == 0 ? 1 : Math.sqrt(squares);
    }

    private double squares(double[] change, Window window, int channel) {
        double[] sum = new double[1];
        window.each(grid, channel, index -> sum[0] += change[index] * change[index]);
        return sum[0];
    }

    /// What a window has beyond what it shares with another.
    private double outside(double[] change, Window window, Window other, int channel) {
        double sum = 0;
        for (int line = window.top(); line < window.bottom(); line++) {
            for (int column = window.left(); column < window.right(); column++) {
                double each = change[grid.index(line * grid.width() + column, channel)];
                sum += other.holds(line, column) ? 0 : each * each;
            }
        }
        return sum;
    }

    private void clear(double[] change, Window window, int channel) {
        window.each(grid, channel, index -> change[index] = 0);
    }

    /// Adds values to a change.
    private void add(double[] change, Window window, int channel, double[][] values, double scale) {
        for (int line = 0; line < window.height(); line++) {
            for (int column = 0; column < window.width(); column++) {
                change[index(window, line, column, channel)] += scale * values[line][column];
            }
        }
    }

    /// Adds what a window has, brought to length 1, to values.
    private void add(
            double[][] values, double[] change, Window window, int channel, double length) {
        for (int line = 0; length > 0 && line < window.height(); line++) {
            for (int column = 0; column < window.width(); column++) {
                values[line][column] += change[index(window, line, column, channel)] / length;
            }
        }
    }

    private int index(Window window, int line, int column, int channel) {
        int cell = (window.top() + line) * grid.width() + window.left() + column;
        return grid.index(cell, channel);
    }
}
