package dev.serval.engine.onnx.serving;

import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.inference.tensor.TensorRows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Puts tensors of one dimension on top of each other: rows of equal length become a matrix.
final class RowStack {
    private final List<Tensor> rows;

    private RowStack(List<Tensor> rows) {
        this.rows = rows;
    }

    /// @param row makes the row of that number, which the stack then owns
    static RowStack of(int count, IntFunction<Tensor> row) {
        RowStack stack = new RowStack(new ArrayList<>(count));
        try {
            for (int i = 0; i < count; i++) {
                stack.rows.add(row.apply(i));
            }
            return stack;
        } catch (Throwable failure) {
            stack.release();
            throw failure;
        }
    }

    /// The matrix, `[rows, length]`. The rows are freed.
    ///
    /// @param spec its name and type
    /// @throws EngineFailure if a row has another length than the first
    Tensor stack(TensorSpec spec, TensorAllocator allocator) {
        try {
            Shape shape = Shape.of(rows.size(), requireEqualLength(spec.name()));
            return TensorRows.fill(spec.name(), spec.dataType(), shape, rows, allocator);
        } finally {
            release();
        }
    }

    private long requireEqualLength(String name) {
        if (rows.isEmpty()) {
            return 0;
        }
        long expected = rows.getFirst().elementCount();
        for (int i = 0; i < rows.size(); i++) {
            long found = rows.get(i).elementCount();
            if (found != expected) {
                throw new EngineFailure(
                        "output '%s': row %d has %d classes, expected %d as in row 0"
                                .formatted(name, i, found, expected),
                        null);
            }
        }
        return expected;
    }

    private void release() {
        rows.forEach(Tensor::close);
    }
}
