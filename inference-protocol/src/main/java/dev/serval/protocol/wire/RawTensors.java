package dev.serval.protocol.wire;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.MemoryBlock;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Tensors in the raw form of the V2 protocol: row-major, little-endian, a byte of 0 or 1 for BOOL,
/// and each BYTES element behind its length in 4 bytes.
public final class RawTensors {
    private static final ValueLayout.OfInt LENGTH =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private RawTensors() {}

    /// The input that raw bytes stand for. Where the bytes are native memory and aligned to the
    /// element's size the tensor is a view of them, and they must outlive it; else it is one copy.
    ///
    /// @param raw exactly the bytes of this tensor
    /// @throws InvalidInput if the bytes do not fit the shape and type, naming both sizes
    public static Tensor read(
            String name, DataType type, Shape shape, MemorySegment raw, TensorAllocator allocator) {
        if (type == DataType.BYTES) {
            return readBytes(name, shape, raw, allocator);
        }
        long expected = shape.byteSize(type);
        if (raw.byteSize() != expected) {
            throw new InvalidInput(
                    "input '%s': %d bytes of raw data, expected %d for shape %s of %s"
                            .formatted(name, raw.byteSize(), expected, shape, type));
        }
        if (type == DataType.BOOL) {
            requireZerosAndOnes(name, raw);
        }
        if (raw.isNative() && raw.address() % type.byteSize() == 0) {
            return Tensor.over(name, type, shape, raw, Tensor.Release.BORROWED);
        }
        Tensor copy = Tensor.allocate(name, type, shape, allocator);
        copy.data().copyFrom(raw);
        return copy;
    }

    /// How many bytes the raw form of a tensor takes.
    public static long byteSize(Tensor tensor) {
        if (tensor.dataType().hasFixedSize()) {
            return tensor.data().byteSize();
        }
        return tensor.elementCount() * LENGTH.byteSize() + textSize(tensor);
    }

    /// Writes the raw form of a tensor.
    ///
    /// @param target as many bytes as [#byteSize] says
    public static void write(Tensor tensor, MemorySegment target) {
        if (tensor.dataType().hasFixedSize()) {
            target.copyFrom(tensor.data());
            return;
        }
        long end = 0;
        for (long i = 0; i < tensor.elementCount(); i++) {
            MemorySegment element = tensor.element(i);
            target.set(LENGTH, end, (int) element.byteSize());
            end += LENGTH.byteSize();
            MemorySegment.copy(element, 0, target, end, element.byteSize());
            end += element.byteSize();
        }
    }

    private static long textSize(Tensor tensor) {
        MemorySegment offsets = tensor.offsets();
        return offsets.getAtIndex(Tensor.OFFSET, tensor.elementCount())
                - offsets.getAtIndex(Tensor.OFFSET, 0);
    }

    private static void requireZerosAndOnes(String name, MemorySegment raw) {
        for (long i = 0; i < raw.byteSize(); i++) {
            byte value = raw.get(ValueLayout.JAVA_BYTE, i);
            if ((value & ~1) != 0) {
                throw new InvalidInput(
                        "input '%s': element %d is %d, expected BOOL as 0 or 1"
                                .formatted(name, i, Byte.toUnsignedInt(value)));
            }
        }
    }

    private static Tensor readBytes(
            String name, Shape shape, MemorySegment raw, TensorAllocator allocator) {
        long count = shape.elementCount();
        if (count > raw.byteSize() / LENGTH.byteSize()) {
            throw new InvalidInput(
                    "input '%s': %d bytes of raw data, expected 4 or more for each element of %s"
                            .formatted(name, raw.byteSize(), shape));
        }
        requireLengths(name, count, raw);
        long indexSize = (count + 1) * Tensor.OFFSET.byteSize();
        long dataSize = raw.byteSize() - count * LENGTH.byteSize();
        MemoryBlock block = allocator.take(indexSize + dataSize);
        MemorySegment index = block.segment().asSlice(0, indexSize);
        MemorySegment data = block.segment().asSlice(indexSize, dataSize);
        copyElements(count, raw, index, data);
        return Tensor.overBytes(name, shape, data, index, block::close);
    }

    private static void requireLengths(String name, long count, MemorySegment raw) {
        long end = 0;
        for (long i = 0; i < count; i++) {
            long left = raw.byteSize() - end - LENGTH.byteSize();
            if (left < 0) {
                throw new InvalidInput(
                        "input '%s': element %d has %d bytes left, expected a length of 4 bytes"
                                .formatted(name, i, left + LENGTH.byteSize()));
            }
            long length = Integer.toUnsignedLong(raw.get(LENGTH, end));
            if (length > left) {
                throw new InvalidInput(
                        "input '%s': element %d claims %d bytes, %d are left"
                                .formatted(name, i, length, left));
            }
            end += LENGTH.byteSize() + length;
        }
        if (end != raw.byteSize()) {
            throw new InvalidInput(
                    "input '%s': %d bytes are left after its %d elements, expected none"
                            .formatted(name, raw.byteSize() - end, count));
        }
    }

    private static void copyElements(
            long count, MemorySegment raw, MemorySegment index, MemorySegment data) {
        long from = 0;
        long end = 0;
        index.setAtIndex(Tensor.OFFSET, 0, 0);
        for (long i = 0; i < count; i++) {
            long length = Integer.toUnsignedLong(raw.get(LENGTH, from));
            from += LENGTH.byteSize();
            MemorySegment.copy(raw, from, data, end, length);
            from += length;
            end += length;
            index.setAtIndex(Tensor.OFFSET, i + 1, end);
        }
    }
}
