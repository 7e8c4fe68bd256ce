package dev.serval.engine.sklearn.estimator;

import dev.serval.inference.failure.InvalidInput;
import java.util.Arrays;

/// Rows of doubles, row-major.
public final class Matrix {
    private final int rows;
    private final int columns;
    private final double[] values;

    private Matrix(int rows, int columns, double[] values) {
        this.rows = rows;
        this.columns = columns;
        this.values = values;
    }

    /// A matrix over those values, which are not copied.
    public static Matrix over(int rows, int columns, double[] values) {
        if ((long) rows * columns != values.length) {
            throw new IllegalArgumentException(
                    "%d values, expected %d x %d".formatted(values.length, rows, columns));
        }
        return new Matrix(rows, columns, values);
    }

    static Matrix zeros(int rows, int columns) {
        return new Matrix(rows, columns, new double[Math.multiplyExact(rows, columns)]);
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    public double at(int row, int column) {
        return values[row * columns + column];
    }

    void set(int row, int column, double value) {
        values[row * columns + column] = value;
    }

    void add(int row, int column, double value) {
        values[row * columns + column] += value;
    }

    double[] row(int row) {
        return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
    }

    /// The values themselves.
    double[] values() {
        return values;
    }

    /// What a function makes of each value.
    Matrix map(java.util.function.DoubleUnaryOperator function) {
        double[] mapped = new double[values.length];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = function.applyAsDouble(values[i]);
        }
        return new Matrix(rows, columns, mapped);
    }

    /// Those columns, in that order.
    Matrix select(int[] wanted) {
        Matrix selected = zeros(rows, wanted.length);
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < wanted.length; i++) {
                selected.set(row, i, at(row, wanted[i]));
            }
        }
        return selected;
    }

    /// Adds a multiple of another matrix of the same sizes.
    void addAll(Matrix other, double times) {
        for (int i = 0; i < values.length; i++) {
            values[i] += times * other.values[i];
        }
    }

    /// The matrix itself if all of it is finite.
    ///
    /// @throws InvalidInput naming the first place that is not
    Matrix requireFinite(String estimator) {
        return require(estimator, false);
    }

    /// The matrix itself if all of it is finite or NaN.
    ///
    /// @throws InvalidInput naming the first place that is not
    Matrix requireFiniteOrMissing(String estimator) {
        return require(estimator, true);
    }

    private Matrix require(String estimator, boolean nanAllowed) {
        for (int i = 0; i < values.length; i++) {
            boolean allowed = Double.isFinite(values[i]) || (nanAllowed && Double.isNaN(values[i]));
            if (!allowed) {
                throw new InvalidInput(
                        "row %d, column %d is %s, expected a finite number%s for %s"
                                .formatted(
                                        i / columns,
                                        i % columns,
                                        values[i],
                                        nanAllowed ? " or NaN" : "",
                                        estimator));
            }
        }
        return this;
    }
}
