package dev.serval.steps.scoring;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.protocol.table.NumberReader;
import dev.serval.steps.tensor.Numbers;
import java.util.Arrays;

/// Scores of classes along the last dimension, row by row.
final class Scores {
    private final Tensor tensor;
    private final NumberReader reader;
    private final int classes;

    Scores(Tensor tensor) {
        this.tensor = tensor;
        this.reader = NumberReader.of(tensor.dataType());
        Shape shape = tensor.shape();
        this.classes = Math.toIntExact(shape.dimension(shape.rank() - 1));
    }

    /// Whether a tensor has scores along its last dimension.
    static boolean areIn(TensorSpec spec) {
        return Numbers.are(spec) && spec.shape().rank() >= 1;
    }

    /// A shape without its last dimension.
    static Shape withoutLast(Shape shape) {
        return Shape.of(Arrays.copyOf(shape.toArray(), shape.rank() - 1));
    }

    /// A shape with another last dimension.
    static Shape withLast(Shape shape, long last) {
        long[] dimensions = shape.toArray();
        dimensions[dimensions.length - 1] = last;
        return Shape.of(dimensions);
    }

    int classes() {
        return classes;
    }

    /// Goes on only if each row has that many scores.
    ///
    /// @throws InvalidInput naming both numbers
    void requireClasses(int least) {
        if (classes < least) {
            throw new InvalidInput(
                    "tensor '%s' has shape %s, expected scores of %d classes or more"
                            .formatted(tensor.name(), tensor.shape(), least));
        }
    }

    long rows() {
        return classes == 0 ? 0 : tensor.elementCount() / classes;
    }

    /// Fills `row` with the scores of one row.
    void read(long index, double[] row) {
        for (int i = 0; i < classes; i++) {
            row[i] = reader.toDouble(tensor.data(), index * classes + i);
        }
    }

    /// The class with the greatest score, the first of equal ones; NaN is greater than all numbers,
    /// as NumPy has it.
    static int greatest(double[] row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            boolean greater = row[i] > row[best] || Double.isNaN(row[i]);
            if (greater && !Double.isNaN(row[best])) {
                best = i;
            }
        }
        return best;
    }
}
