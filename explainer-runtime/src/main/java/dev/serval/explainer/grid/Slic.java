package dev.serval.explainer.grid;

import java.util.Arrays;

/// Superpixels by SLIC (Achanta et al., *SLIC superpixels compared to state-of-the-art superpixel
/// methods*, 2012): k-means over colour and place together, in which each centre looks no further
/// than twice the usual distance between centres. Colours are the channels as they are, scaled to
/// the image's own range; nothing is known here of what they mean.
final class Slic {
    private static final int ROUNDS = 10;

    /// Of a colour range of 1: the compactness 10 that is usual with Lab's range of 100.
    private static final double COMPACTNESS = 0.1;

    private final Grid grid;
    private final double[] colours;
    private final double step;
    private final double[][] centres;
    private final int[] labels;
    private final double[] nearest;

    private Slic(Grid grid, double[] image, int wanted) {
        this.grid = grid;
        this.colours = colours(grid, image);
        this.step = Math.max(1, Math.sqrt((double) grid.cells() / wanted));
        this.centres = centres();
        this.labels = new int[grid.cells()];
        this.nearest = new double[grid.cells()];
    }

    /// About as many segments as wanted.
    static Segments of(Grid grid, double[] image, int wanted) {
        Slic slic = new Slic(grid, image, wanted);
        for (int round = 0; round < ROUNDS; round++) {
            slic.assign();
            slic.move();
        }
        int least = (int) (slic.step * slic.step / 4);
        return Segments.connected(grid, slic.labels, least);
    }

    /// By cell and channel, from 0 to 1.
    private static double[] colours(Grid grid, double[] image) {
        double least = Arrays.stream(image).min().orElse(0);
        double span = Arrays.stream(image).max().orElse(0) - least;
        double[] colours = new double[image.length];
        for (int cell = 0; cell < grid.cells(); cell++) {
            for (int channel = 0; channel < grid.channels(); channel++) {
                double value = image[grid.index(cell, channel)] - least;
                colours[cell * grid.channels() + channel] = span == 0 ? 0 : value / span;
            }
        }
        return colours;
    }

    /// Centres on a lattice: line, column, and the colour found there.
    private double[][] centres() {
        int high = (int) Math.max(1, Math.round(grid.height() / step));
        int wide = (int) Math.max(1, Math.round(grid.width() / step));
        double[][] lattice = new double[high * wide][];
        for (int i = 0; i < lattice.length; i++) {
            double line = (i / wide + 0.5) * grid.height() / high;
            double column = (i % wide + 0.5) * grid.width() / wide;
            lattice[i] = point((int) line * grid.width() + (int) column);
        }
        return lattice;
    }

    private double[] point(int cell) {
        double[] point = new double[2 + grid.channels()];
        point[0] = cell / grid.width();
        point[1] = cell % grid.width();
        System.arraycopy(colours, cell * grid.channels(), point, 2, grid.channels());
        return point;
    }

    private void assign() {
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        for (int centre = 0; centre < centres.length; centre++) {
            double[] at = centres[centre];
            int top = Math.max(0, (int) (at[0] - step));
            int bottom = Math.min(grid.height() - 1, (int) Math.ceil(at[0] + step));
            int left = Math.max(0, (int) (at[1] - step));
            int right = Math.min(grid.width() - 1, (int) Math.ceil(at[1] + step));
            for (int line = top; line <= bottom; line++) {
                for (int column = left; column <= right; column++) {
                    int cell = line * grid.width() + column;
                    double distance = distance(at, cell, line, column);
                    if (distance < nearest[cell]) {
                        nearest[cell] = distance;
                        labels[cell] = centre;
                    }
                }
            }
        }
    }

    private double distance(double[] centre, int cell, int line, int column) {
        double down = centre[0] - line;
        double across = centre[1] - column;
        double colour = 0;
        for (int channel = 0; channel < grid.channels(); channel++) {
            double off = centre[2 + channel] - colours[cell * grid.channels() + channel];
            colour += off * off;
        }
        double place = (down * down + across * across) / (step * step);
        return colour + COMPACTNESS * COMPACTNESS * place;
    }

    /// Moves each centre to the mean of its cells.
    private void move() {
        int[] counts = new int[centres.length];
        double[][] sums = new double[centres.length][2 + grid.channels()];
        for (int cell = 0; cell < labels.length; cell++) {
            counts[labels[cell]]++;
            double[] point = point(cell);
            for (int i = 0; i < point.length; i++) {
                sums[labels[cell]][i] += point[i];
            }
        }
        for (int centre = 0; centre < centres.length; centre++) {
            for (int i = 0; counts[centre] > 0 && i < sums[centre].length; i++) {
                centres[centre][i] = sums[centre][i] / counts[centre];
            }
        }
    }
}
