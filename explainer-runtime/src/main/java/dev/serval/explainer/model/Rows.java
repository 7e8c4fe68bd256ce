package dev.serval.explainer.model;

import java.util.Arrays;

/// Rows of numbers, all of one width, one after the other in one array. Whoever fills the array
/// hands it over and leaves it alone from then on. Not a record, since it shares its array.
public final class Rows {
    private final int width;
    private final double[] values;

    private Rows(int width, double[] values) {
        this.width = width;
        this.values = values;
    }

    /// Rows over an array of their values, which is not copied.
    ///
    /// @param width how many numbers a row has, at least 1
    /// @throws IllegalArgumentException if the array holds no whole number of rows
    public static Rows over(int width, double[] values) {
        if (width < 1 || values.length % width != 0) {
            throw new IllegalArgumentException(
                    "%d values are no whole number of rows of %d".formatted(values.length, width));
        }
        return new Rows(width, values);
    }

    /// Those rows, copied.
    ///
    /// @throws IllegalArgumentException if there are none, or their widths differ
    public static Rows of(double[]... rows) {
        int width = rows[0].length;
        double[] values = new double[rows.length * width];
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != width) {
                throw new IllegalArgumentException(
                        "row %d has %d values, expected %d"
                                .formatted(row, rows[row].length, width));
            }
            System.arraycopy(rows[row], 0, values, row * width, width);
        }
        return over(width, values);
    }

    public int count() {
        return values.length / width;
    }

    public int width() {
        return width;
    }

    public double at(int row, int column) {
        return values[row * width + column];
    }

    /// A copy of one row.
    public double[] row(int row) {
        return Arrays.copyOfRange(values, row * width, (row + 1) * width);
    }

    /// A copy of one column.
    public double[] column(int column) {
        double[] copy = new double[count()];
        for (int row = 0; row < copy.length; row++) {
            copy[row] = at(row, column);
        }
        return copy;
    }

    /// Copies one row to where another array has place for it.
    public void copyRow(int row, double[] target, int offset) {
        System.arraycopy(values, row * width, target, offset, width);
    }

    /// Copies numbers in single precision, row after row.
    ///
    /// @param from which number of all rows' is the first
    public void copyFloats(int from, float[] target, int count) {
        for (int i = 0; i < count; i++) {
            target[i] = (float) values[from + i];
        }
    }

    /// Some of these rows, copied.
    public Rows slice(int from, int to) {
        return new Rows(width, Arrays.copyOfRange(values, from * width, to * width));
    }

    /// The mean of each column.
    public double[] means() {
        double[] means = new double[width];
        for (int row = 0; row < count(); row++) {
            for (int column = 0; column < width; column++) {
                means[column] += at(row, column);
            }
        }
        for (int column = 0; column < width; column++) {
            means[column] /= count();
        }
        return means;
    }

    /// The standard deviation of each column, of a population.
    public double[] deviations() {
        double[] means = means();
        double[] deviations = new double[width];
        for (int row = 0; row < count(); row++) {
            for (int column = 0; column < width; column++) {
                double off = at(row, column) - means[column];
                deviations[column] += off * off;
            }
        }
        for (int column = 0; column < width; column++) {
            deviations[column] = Math.sqrt(deviations[column] / count());
        }
        return deviations;
    }
}
