package dev.serval.inference.tensor;

import dev.serval.inference.failure.InvalidInput;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/// A named tensor in off-heap memory, row-major and in native byte order. It has one owner, who
/// closes it; whoever else sees it borrows it.
///
/// Elements of fixed size stand one after the other in [#data]; BOOL takes a byte, 0 or 1. A BYTES
/// tensor keeps its elements' bytes one after the other in [#data] and where they end in
/// [#offsets].
public final class Tensor implements AutoCloseable {
    /// One of the longs in [Tensor#offsets()].
    public static final ValueLayout.OfLong OFFSET = ValueLayout.JAVA_LONG;

    private static final AtomicIntegerFieldUpdater<Tensor> CLOSED =
            AtomicIntegerFieldUpdater.newUpdater(Tensor.class, "closed");

    private final String name;
    private final DataType dataType;
    private final Shape shape;
    private final long elementCount;
    private final MemorySegment data;
    private final @Nullable MemorySegment offsets;
    private final Release memory;

    /// 1 once it is closed; changed through [#CLOSED].
    private volatile int closed;

    private Tensor(
            String name,
            DataType dataType,
            Shape shape,
            MemorySegment data,
            @Nullable MemorySegment offsets,
            Release memory) {
        this.name = name;
        this.dataType = dataType;
        this.shape = shape;
        this.elementCount = shape.elementCount();
        this.data = data;
        this.offsets = offsets;
        this.memory = memory;
    }

    /// What a tensor does with its memory when it is closed; called once.
    @FunctionalInterface
    public interface Release extends AutoCloseable {
        /// For memory that somebody else frees, or that the garbage collector does.
        Release BORROWED = () -> {};

        @Override
        void close();
    }

    /// A tensor of fixed-size elements over memory that is filled already, or is about to be.
    ///
    /// @param data as many bytes as the shape and type say
    /// @param memory closed with the tensor
    /// @throws InvalidInput if the sizes disagree
    public static Tensor over(
            String name, DataType type, Shape shape, MemorySegment data, Release memory) {
        long expected = shape.byteSize(type);
        if (data.byteSize() != expected) {
            throw new InvalidInput(
                    "tensor '%s': %d bytes of data, expected %d for shape %s of %s"
                            .formatted(name, data.byteSize(), expected, shape, type));
        }
        return new Tensor(name, type, shape, data, null, memory);
    }

    /// A tensor of fixed-size elements in memory of its own, to be filled by the caller.
    public static Tensor allocate(
            String name, DataType type, Shape shape, TensorAllocator allocator) {
        MemoryBlock block = allocator.take(shape.byteSize(type));
        return new Tensor(name, type, shape, block.segment(), null, block);
    }

    /// A BYTES tensor over memory that is filled already.
    ///
    /// @param data the elements' bytes, one element after the other
    /// @param offsets `elementCount + 1` longs that never fall: element `i` is the bytes from
    ///   `offsets[i]` to `offsets[i + 1]`
    /// @param memory closed with the tensor
    /// @throws InvalidInput if the offsets do not fit the shape and the data
    public static Tensor overBytes(
            String name, Shape shape, MemorySegment data, MemorySegment offsets, Release memory) {
        requireOffsets(name, shape.elementCount(), data, offsets);
        return new Tensor(name, DataType.BYTES, shape, data, offsets, memory);
    }

    /// A BYTES tensor of those elements, copied into memory of its own.
    ///
    /// @throws InvalidInput if the shape holds another number of elements
    public static Tensor ofBytes(
            String name, Shape shape, List<byte[]> elements, TensorAllocator allocator) {
        requireCount(name, shape, elements.size());
        long total = 0;
        for (byte[] element : elements) {
            total += element.length;
        }
        long indexSize = (elements.size() + 1L) * OFFSET.byteSize();
        MemoryBlock block = allocator.take(indexSize + total);
        MemorySegment index = block.segment().asSlice(0, indexSize);
        MemorySegment data = block.segment().asSlice(indexSize, total);
        long end = 0;
        index.setAtIndex(OFFSET, 0, 0);
        for (int i = 0; i < elements.size(); i++) {
            byte[] element = elements.get(i);
            MemorySegment.copy(element, 0, data, ValueLayout.JAVA_BYTE, end, element.length);
            end += element.length;
            index.setAtIndex(OFFSET, i + 1L, end);
        }
        return new Tensor(name, DataType.BYTES, shape, data, index, block::close);
    }

    /// A BYTES tensor of those texts in UTF-8.
    ///
    /// @throws InvalidInput if the shape holds another number of elements
    public static Tensor ofStrings(
            String name, Shape shape, List<String> texts, TensorAllocator allocator) {
        List<byte[]> elements = new ArrayList<>(texts.size());
        for (String text : texts) {
            elements.add(text.getBytes(StandardCharsets.UTF_8));
        }
        return ofBytes(name, shape, elements, allocator);
    }

    /// An FP32 tensor of those values, copied into memory of its own.
    ///
    /// @throws InvalidInput if the shape holds another number of elements
    public static Tensor ofFloats(
            String name, Shape shape, float[] values, TensorAllocator allocator) {
        requireCount(name, shape, values.length);
        Tensor tensor = allocate(name, DataType.FP32, shape, allocator);
        MemorySegment.copy(values, 0, tensor.data, ValueLayout.JAVA_FLOAT, 0, values.length);
        return tensor;
    }

    /// An FP64 tensor of those values, copied into memory of its own.
    ///
    /// @throws InvalidInput if the shape holds another number of elements
    public static Tensor ofDoubles(
            String name, Shape shape, double[] values, TensorAllocator allocator) {
        requireCount(name, shape, values.length);
        Tensor tensor = allocate(name, DataType.FP64, shape, allocator);
        MemorySegment.copy(values, 0, tensor.data, ValueLayout.JAVA_DOUBLE, 0, values.length);
        return tensor;
    }

    /// An INT64 tensor of those values, copied into memory of its own.
    ///
    /// @throws InvalidInput if the shape holds another number of elements
    public static Tensor ofLongs(
            String name, Shape shape, long[] values, TensorAllocator allocator) {
        requireCount(name, shape, values.length);
        Tensor tensor = allocate(name, DataType.INT64, shape, allocator);
        MemorySegment.copy(values, 0, tensor.data, ValueLayout.JAVA_LONG, 0, values.length);
        return tensor;
    }

    public String name() {
        return name;
    }

    public DataType dataType() {
        return dataType;
    }

    public Shape shape() {
        return shape;
    }

    /// How many elements there are: the product of the shape, computed once.
    public long elementCount() {
        return elementCount;
    }

    /// The elements, as the class comment says. Valid until the tensor is closed.
    public MemorySegment data() {
        return data;
    }

    /// Where the elements of a BYTES tensor begin and end: `elementCount + 1` longs.
    ///
    /// @throws IllegalStateException for a tensor of another type
    public MemorySegment offsets() {
        if (offsets == null) {
            throw new IllegalStateException(
                    "tensor '%s' is %s, which has no offsets".formatted(name, dataType));
        }
        return offsets;
    }

    /// The bytes of one element of a BYTES tensor, as a view.
    ///
    /// @throws IndexOutOfBoundsException if there is no such element
    /// @throws IllegalStateException for a tensor of another type
    public MemorySegment element(long index) {
        long start = offsets().getAtIndex(OFFSET, index);
        return data.asSlice(start, offsets().getAtIndex(OFFSET, index + 1) - start);
    }

    /// The elements of an FP32 tensor, copied.
    ///
    /// @throws InvalidInput for a tensor of another type
    public float[] toFloats() {
        require(DataType.FP32);
        return data.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
    }

    /// The elements of an FP64 tensor, copied.
    ///
    /// @throws InvalidInput for a tensor of another type
    public double[] toDoubles() {
        require(DataType.FP64);
        return data.toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED);
    }

    /// The elements of an INT64 or UINT64 tensor, copied.
    ///
    /// @throws InvalidInput for a tensor of another type
    public long[] toLongs() {
        if (dataType != DataType.UINT64) {
            require(DataType.INT64);
        }
        return data.toArray(ValueLayout.JAVA_LONG_UNALIGNED);
    }

    /// The elements of a BYTES tensor read as UTF-8; bytes that are not become U+FFFD.
    ///
    /// @throws InvalidInput for a tensor of another type
    public List<String> toStrings() {
        require(DataType.BYTES);
        String[] texts = new String[Math.toIntExact(elementCount)];
        for (int i = 0; i < texts.length; i++) {
            texts[i] =
                    new String(element(i).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        }
        return List.of(texts);
    }

    /// Gives the memory back; closing again does nothing.
    @Override
    public void close() {
        if (CLOSED.compareAndSet(this, 0, 1)) {
            memory.close();
        }
    }

    @Override
    public String toString() {
        return "%s %s%s".formatted(name, dataType, shape);
    }

    private void require(DataType expected) {
        if (dataType != expected) {
            throw new InvalidInput(
                    "tensor '%s' is %s, expected %s".formatted(name, dataType, expected));
        }
    }

    private static void requireCount(String name, Shape shape, long found) {
        if (shape.elementCount() != found) {
            throw new InvalidInput(
                    "tensor '%s': %d elements, expected %d for shape %s"
                            .formatted(name, found, shape.elementCount(), shape));
        }
    }

    private static void requireOffsets(
            String name, long elements, MemorySegment data, MemorySegment offsets) {
        long found = offsets.byteSize() / OFFSET.byteSize() - 1;
        if (found != elements) {
            throw new InvalidInput(
                    "tensor '%s': %d elements, expected %d".formatted(name, found, elements));
        }
        long last = 0;
        for (long i = 0; i <= elements; i++) {
            long offset = offsets.getAtIndex(OFFSET, i);
            if (offset < last || offset > data.byteSize()) {
                throw new InvalidInput(
                        "tensor '%s': offset %d is %d, expected %d to %d"
                                .formatted(name, i, offset, last, data.byteSize()));
            }
            last = offset;
        }
    }
}
