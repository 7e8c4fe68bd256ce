package dev.serval.engine.tensorflow.session;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.MemoryBlock;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A `TF_Tensor`. Its owner closes it.
final class NativeTensor implements AutoCloseable {
    /// How many bytes a `TF_TString` takes.
    private static final long STRING_SIZE = 24;

    private final TensorflowApi api;
    private final MemorySegment handle;
    private final boolean ownsStrings;

    /// A tensor that TensorFlow made.
    NativeTensor(TensorflowApi api, MemorySegment handle) {
        this(api, handle, false);
    }

    private NativeTensor(TensorflowApi api, MemorySegment handle, boolean ownsStrings) {
        this.api = api;
        this.handle = handle;
        this.ownsStrings = ownsStrings;
    }

    /// A copy of a tensor of ours.
    static NativeTensor copyOf(Tensor tensor, TensorflowApi api) {
        boolean strings = tensor.dataType() == DataType.BYTES;
        long size = strings ? tensor.elementCount() * STRING_SIZE : tensor.data().byteSize();
        MemorySegment handle = allocate(api, tensor, size);
        NativeTensor copy = new NativeTensor(api, handle, strings);
        MemorySegment data = copy.data(size);
        if (strings) {
            copy.write(tensor, data);
        } else {
            data.copyFrom(tensor.data());
        }
        return copy;
    }

    private static MemorySegment allocate(TensorflowApi api, Tensor tensor, long size) {
        MemorySegment handle;
        try (Arena arena = Arena.ofConfined()) {
            int type = ElementType.of(tensor.dataType()).number();
            long[] sizes = tensor.shape().toArray();
            MemorySegment dimensions = arena.allocateFrom(JAVA_LONG, sizes);
            handle =
                    TensorflowApi.call(() ->
                            (MemorySegment)
                                    api.tensors()
                                            .allocate()
                                            .invokeExact(type, dimensions, sizes.length, size));
        }
        if (handle.equals(MemorySegment.NULL)) {
            throw new TensorflowException(
                    "input '%s': there are no %d bytes of memory".formatted(tensor.name(), size),
                    false,
                    null);
        }
        return handle;
    }

    MemorySegment handle() {
        return handle;
    }

    /// A tensor of ours with the same content, which the caller owns.
    Tensor toTensor(String name, TensorAllocator allocator) {
        int number = TensorflowApi.call(() -> (int) api.tensors().type().invokeExact(handle));
        DataType type =
                ElementType.find(number)
                        .orElseThrow(() ->
                                new TensorflowException(
                                        "output '%s' is of a type that the protocol lacks"
                                                .formatted(name),
                                        false,
                                        null));
        Shape shape = shape();
        MemorySegment data = data(byteSize());
        if (type == DataType.BYTES) {
            return read(name, shape, data, allocator);
        }
        Tensor tensor = Tensor.allocate(name, type, shape, allocator);
        tensor.data().copyFrom(data);
        return tensor;
    }

    private Shape shape() {
        int rank = TensorflowApi.call(() -> (int) api.tensors().rank().invokeExact(handle));
        long[] sizes = new long[rank];
        for (int i = 0; i < rank; i++) {
            int axis = i;
            sizes[axis] =
                    TensorflowApi.call(
                            () -> (long) api.tensors().dimension().invokeExact(handle, axis));
        }
        return Shape.of(sizes);
    }

    private long byteSize() {
        return TensorflowApi.call(() -> (long) api.tensors().byteSize().invokeExact(handle));
    }

    private MemorySegment data(long size) {
        return TensorflowApi.call(() -> (MemorySegment) api.tensors().data().invokeExact(handle))
                .reinterpret(size);
    }

    private void write(Tensor tensor, MemorySegment data) {
        for (long i = 0; i < tensor.elementCount(); i++) {
            MemorySegment string = data.asSlice(i * STRING_SIZE, STRING_SIZE);
            MemorySegment bytes = tensor.element(i);
            TensorflowApi.run(() -> {
                api.strings().init().invokeExact(string);
                api.strings().copy().invokeExact(string, bytes, bytes.byteSize());
            });
        }
    }

    /// Reads the elements twice, for their sizes and then for their bytes.
    private Tensor read(String name, Shape shape, MemorySegment data, TensorAllocator allocator) {
        long count = shape.elementCount();
        long total = 0;
        for (long i = 0; i < count; i++) {
            total += bytes(data, i).byteSize();
        }
        long indexSize = (count + 1) * Tensor.OFFSET.byteSize();
        MemoryBlock block = allocator.take(indexSize + total);
        MemorySegment index = block.segment().asSlice(0, indexSize);
        MemorySegment content = block.segment().asSlice(indexSize, total);
        long end = 0;
        index.setAtIndex(Tensor.OFFSET, 0, 0);
        for (long i = 0; i < count; i++) {
            MemorySegment bytes = bytes(data, i);
            MemorySegment.copy(bytes, 0, content, end, bytes.byteSize());
            end += bytes.byteSize();
            index.setAtIndex(Tensor.OFFSET, i + 1, end);
        }
        return Tensor.overBytes(name, shape, content, index, block::close);
    }

    private MemorySegment bytes(MemorySegment data, long element) {
        MemorySegment string = data.asSlice(element * STRING_SIZE, STRING_SIZE);
        long size = TensorflowApi.call(() -> (long) api.strings().size().invokeExact(string));
        return TensorflowApi.call(() -> (MemorySegment) api.strings().pointer().invokeExact(string))
                .reinterpret(size);
    }

    @Override
    public void close() {
        if (ownsStrings) {
            long size = byteSize();
            MemorySegment data = data(size);
            for (long at = 0; at < size; at += STRING_SIZE) {
                MemorySegment string = data.asSlice(at, STRING_SIZE);
                TensorflowApi.run(() -> {
                    api.strings().dealloc().invokeExact(string);
                });
            }
        }
        TensorflowApi.run(() -> {
            api.tensors().delete().invokeExact(handle);
        });
    }
}
