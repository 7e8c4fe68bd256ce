package dev.serval.explainer.numeric;

import java.util.Optional;

/// A symmetric positive definite matrix in Cholesky's form, ready to solve with.
public final class PositiveDefinite {
    private static final double SMALLEST_PIVOT = 1e-12;

    private final int size;
    private final double[] lower;

    private PositiveDefinite(int size, double[] lower) {
        this.size = size;
        this.lower = lower;
    }

    /// Decomposes a matrix, given by rows; only its lower triangle is read.
    ///
    /// @return empty if the matrix is not positive definite, as far as rounding can tell
    public static Optional<PositiveDefinite> decompose(int size, double[] matrix) {
        double[] lower = new double[size * size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column <= row; column++) {
                double sum = matrix[row * size + column];
                for (int k = 0; k < column; k++) {
                    sum -= lower[row * size + k] * lower[column * size + k];
                }
                if (row == column) {
                    if (!(sum > SMALLEST_PIVOT * matrix[row * size + row])) {
                        return Optional.empty();
                    }
                    lower[row * size + row] = Math.sqrt(sum);
                } else {
                    lower[row * size + column] = sum / lower[column * size + column];
                }
            }
        }
        return Optional.of(new PositiveDefinite(size, lower));
    }

    /// The vector that the matrix turns into `right`.
    public double[] solve(double[] right) {
        double[] solution = right.clone();
        for (int row = 0; row < size; row++) {
            for (int k = 0; k < row; k++) {
                solution[row] -= lower[row * size + k] * solution[k];
            }
            solution[row] /= lower[row * size + row];
        }
        for (int row = size - 1; row >= 0; row--) {
            for (int k = row + 1; k < size; k++) {
                solution[row] -= lower[k * size + row] * solution[k];
            }
            solution[row] /= lower[row * size + row];
        }
        return solution;
    }
}
