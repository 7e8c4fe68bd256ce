package dev.serval.engine.onnx.serving;

import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.MemoryBlock;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.MemorySegment;
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
            return spec.dataType() == DataType.BYTES
                    ? stackStrings(spec.name(), shape, allocator)
                    : stackNumbers(spec, shape, allocator);
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

    private Tensor stackNumbers(TensorSpec spec, Shape shape, TensorAllocator allocator) {
        Tensor matrix = Tensor.allocate(spec.name(), spec.dataType(), shape, allocator);
        long end = 0;
        for (Tensor row : rows) {
            MemorySegment data = row.data();
            MemorySegment.copy(data, 0, matrix.data(), end, data.byteSize());
            end += data.byteSize();
        }
        return matrix;
    }

    private Tensor stackStrings(String name, Shape shape, TensorAllocator allocator) {
        long contentSize = rows.stream().mapToLong(row -> row.data().byteSize()).sum();
        long indexSize = (shape.elementCount() + 1) * Tensor.OFFSET.byteSize();
        MemoryBlock block = allocator.take(indexSize + contentSize);
        MemorySegment index = block.segment().asSlice(0, indexSize);
        MemorySegment content = block.segment().asSlice(indexSize, contentSize);
        index.setAtIndex(Tensor.OFFSET, 0, 0);
        long element = 0;
        long end = 0;
        for (Tensor row : rows) {
            MemorySegment.copy(row.data(), 0, content, end, row.data().byteSize());
            for (long i = 1; i <= row.elementCount(); i++) {
                long offset = row.offsets().getAtIndex(Tensor.OFFSET, i);
                index.setAtIndex(Tensor.OFFSET, ++element, end + offset);
            }
            end += row.data().byteSize();
        }
        return Tensor.overBytes(name, shape, content, index, block::close);
    }

    private void release() {
        rows.forEach(Tensor::close);
    }
}
