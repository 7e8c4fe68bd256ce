package dev.serval.inference.tensor;

import dev.serval.inference.failure.InvalidInput;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Puts tensors on top of each other and cuts them apart again, along the first dimension.
public final class TensorRows {
    private TensorRows() {}

    /// Tensors one below the other, in memory of their own: the first dimension is the sum of
    /// theirs. The parts are left as they are.
    ///
    /// @param parts at least one; alike in type and in every dimension but the first
    /// @return a tensor with the first part's name
    /// @throws InvalidInput if a part is not like the first, or has no first dimension
    public static Tensor stack(List<Tensor> parts, TensorAllocator allocator) {
        Tensor first = parts.getFirst();
        long rows = 0;
        for (Tensor part : parts) {
            requireAlike(first, part);
            rows = Math.addExact(rows, part.shape().dimension(0));
        }
        return fill(
                first.name(), first.dataType(), first.shape().withFirst(rows), parts, allocator);
    }

    /// A tensor of that shape whose elements are those of the parts, one part after the other.
    ///
    /// @param parts of that type, with as many elements in all as the shape has
    /// @throws InvalidInput if they have more elements or fewer
    public static Tensor fill(
            String name,
            DataType type,
            Shape shape,
            List<Tensor> parts,
            TensorAllocator allocator) {
        long elements = 0;
        for (Tensor part : parts) {
            elements = Math.addExact(elements, part.elementCount());
        }
        if (elements != shape.elementCount()) {
            throw new InvalidInput(
                    "tensor '%s': %d elements, expected %d for shape %s"
                            .formatted(name, elements, shape.elementCount(), shape));
        }
        return type == DataType.BYTES
                ? fillStrings(name, shape, parts, allocator)
                : fillFixed(name, type, shape, parts, allocator);
    }

    /// Some rows of a tensor as a view of its memory.
    ///
    /// @param memory closed with the view
    /// @throws IndexOutOfBoundsException if the tensor does not have those rows
    public static Tensor slice(Tensor whole, long first, long rows, Tensor.Release memory) {
        long all = whole.shape().dimension(0);
        if (first < 0 || rows < 0 || first + rows > all) {
            throw new IndexOutOfBoundsException(
                    "tensor '%s': rows %d to %d, expected them within %d"
                            .formatted(whole.name(), first, first + rows, all));
        }
        Shape shape = whole.shape().withFirst(rows);
        long elementsPerRow = all == 0 ? 0 : whole.elementCount() / all;
        long from = first * elementsPerRow;
        if (whole.dataType() == DataType.BYTES) {
            long size = Tensor.OFFSET.byteSize();
            MemorySegment offsets =
                    whole.offsets().asSlice(from * size, (rows * elementsPerRow + 1) * size);
            return Tensor.overBytes(whole.name(), shape, whole.data(), offsets, memory);
        }
        long size = whole.dataType().byteSize();
        MemorySegment data = whole.data().asSlice(from * size, rows * elementsPerRow * size);
        return Tensor.over(whole.name(), whole.dataType(), shape, data, memory);
    }

    private static void requireAlike(Tensor first, Tensor part) {
        if (part.dataType() != first.dataType()
                || part.shape().rank() == 0
                || first.shape().rank() == 0
                || !part.shape().withFirst(0).equals(first.shape().withFirst(0))) {
            throw new InvalidInput(
                    "tensor '%s' is %s%s, expected rows as of %s%s"
                            .formatted(
                                    part.name(),
                                    part.dataType(),
                                    part.shape(),
                                    first.dataType(),
                                    first.shape()));
        }
    }

    private static Tensor fillFixed(
            String name,
            DataType type,
            Shape shape,
            List<Tensor> parts,
            TensorAllocator allocator) {
        Tensor filled = Tensor.allocate(name, type, shape, allocator);
        long end = 0;
        for (Tensor part : parts) {
            long size = part.data().byteSize();
            MemorySegment.copy(part.data(), 0, filled.data(), end, size);
            end += size;
        }
        return filled;
    }

    private static Tensor fillStrings(
            String name, Shape shape, List<Tensor> parts, TensorAllocator allocator) {
        long contentSize = 0;
        for (Tensor part : parts) {
            contentSize += textEnd(part) - textStart(part);
        }
        long indexSize = (shape.elementCount() + 1) * Tensor.OFFSET.byteSize();
        MemoryBlock block = allocator.take(indexSize + contentSize);
        MemorySegment index = block.segment().asSlice(0, indexSize);
        MemorySegment content = block.segment().asSlice(indexSize, contentSize);
        index.setAtIndex(Tensor.OFFSET, 0, 0);
        long element = 0;
        long end = 0;
        for (Tensor part : parts) {
            long start = textStart(part);
            long size = textEnd(part) - start;
            MemorySegment.copy(part.data(), start, content, end, size);
            for (long i = 1; i <= part.elementCount(); i++) {
                long offset = part.offsets().getAtIndex(Tensor.OFFSET, i) - start;
                index.setAtIndex(Tensor.OFFSET, ++element, end + offset);
            }
            end += size;
        }
        return Tensor.overBytes(name, shape, content, index, block::close);
    }

    private static long textStart(Tensor strings) {
        return strings.offsets().getAtIndex(Tensor.OFFSET, 0);
    }

    private static long textEnd(Tensor strings) {
        return strings.offsets().getAtIndex(Tensor.OFFSET, strings.elementCount());
    }
}
