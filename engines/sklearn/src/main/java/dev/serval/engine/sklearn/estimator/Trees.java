package dev.serval.engine.sklearn.estimator;

import dev.serval.inference.failure.InvalidInput;
import java.util.List;

/// One tree or more over the same features, whose leaves' numbers are averaged.
///
/// @param width how many numbers a leaf holds
record Trees(String name, int features, int width, List<Tree> trees) {
    Trees {
        trees = List.copyOf(trees);
    }

    Matrix mean(Matrix rows) {
        float[] floats = floats(rows);
        Matrix sums = Matrix.zeros(rows.rows(), width);
        for (Tree tree : trees) {
            for (int row = 0; row < rows.rows(); row++) {
                int leaf = tree.leaf(floats, row * features);
                for (int i = 0; i < width; i++) {
                    sums.add(row, i, tree.value(leaf, i));
                }
            }
        }
        double[] values = sums.values();
        for (int i = 0; i < values.length; i++) {
            values[i] /= trees.size();
        }
        return sums;
    }

    /// The rows as 32-bit floats.
    ///
    /// @throws InvalidInput if a number is none of them
    private float[] floats(Matrix rows) {
        return floats(rows, trees.stream().allMatch(Tree::knowsMissing));
    }

    /// The rows as 32-bit floats, none of them NaN.
    float[] finiteFloats(Matrix rows) {
        return floats(rows, false);
    }

    private float[] floats(Matrix rows, boolean nanAllowed) {
        double[] values = rows.values();
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
            if (!Float.isFinite(floats[i]) && !(nanAllowed && Double.isNaN(values[i]))) {
                throw new InvalidInput(
                        "row %d, column %d is %s, expected a number that a 32-bit float holds for %s"
                                .formatted(i / features, i % features, values[i], name));
            }
        }
        return floats;
    }
}
