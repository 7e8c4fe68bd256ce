package dev.serval.engine.onnx.ort;

import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.MemoryBlock;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.MemorySegment;

/// A value that a run computed: a tensor, a sequence or a map. Borrowed from its run.
public final class OrtValue {
    private static final int KEYS = 0;
    private static final int VALUES = 1;

    private final OrtEnvironment environment;
    private final OrtApi api;
    private final MemorySegment handle;
    private final Scratch scratch;
    private final OutParameter out;

    OrtValue(OrtEnvironment environment, MemorySegment handle, Scratch scratch) {
        this.environment = environment;
        this.api = environment.api();
        this.handle = handle;
        this.scratch = scratch;
        this.out = new OutParameter(api, scratch);
    }

    /// Whether there is a value at all: an optional output may have none.
    public boolean isPresent() {
        return !NativeCall.isNull(handle) && out.code(OrtFunction.HAS_VALUE, handle) != 0;
    }

    /// A copy of this tensor, owned by the caller.
    ///
    /// @throws OrtFailure if it is no tensor, or of a type that Serval has not
    public Tensor toTensor(String name, TensorAllocator allocator) {
        MemorySegment info = out.pointer(OrtFunction.GET_TENSOR_TYPE_AND_SHAPE, handle);
        DataType type;
        Shape shape;
        try {
            type = requireType(out.code(OrtFunction.GET_TENSOR_ELEMENT_TYPE, info));
            shape = new TypeReader(api, scratch).shape(info);
        } finally {
            api.release(OrtFunction.RELEASE_TENSOR_TYPE_AND_SHAPE_INFO, info);
        }
        if (type == DataType.BYTES) {
            return stringTensor(name, shape, allocator);
        }
        MemorySegment data = out.pointer(OrtFunction.GET_TENSOR_MUTABLE_DATA, handle);
        Tensor tensor = Tensor.allocate(name, type, shape, allocator);
        MemorySegment target = tensor.data();
        target.copyFrom(data.reinterpret(target.byteSize()));
        return tensor;
    }

    private static DataType requireType(int code) {
        return ElementType.find(code)
                .orElseThrow(() -> new OrtFailure("a tensor of " + ElementType.nameOf(code)));
    }

    /// ONNX Runtime writes where each string starts and then their bytes, which is how a [Tensor]
    /// keeps them but for the end of the last.
    private Tensor stringTensor(String name, Shape shape, TensorAllocator allocator) {
        long count = shape.elementCount();
        long length = out.size(OrtFunction.GET_STRING_TENSOR_DATA_LENGTH, handle);
        long startsSize = count * Tensor.OFFSET.byteSize();
        long indexSize = startsSize + Tensor.OFFSET.byteSize();
        MemoryBlock block = allocator.take(indexSize + length);
        try {
            MemorySegment index = block.segment().asSlice(0, indexSize);
            MemorySegment content = block.segment().asSlice(indexSize, length);
            if (count > 0) {
                api.readStrings(handle, content, index.asSlice(0, startsSize));
            }
            index.setAtIndex(Tensor.OFFSET, count, length);
            return Tensor.overBytes(name, shape, content, index, block::close);
        } catch (Throwable failure) {
            block.close();
            throw failure;
        }
    }

    /// How many elements this sequence has.
    public int size() {
        return Math.toIntExact(out.size(OrtFunction.GET_VALUE_COUNT, handle));
    }

    /// A copy of the keys of the map at that place of this sequence, in ascending order.
    public Tensor keysOf(int index, String name, TensorAllocator allocator) {
        return partOf(index, KEYS, name, allocator);
    }

    /// A copy of the values of the map at that place of this sequence, in the order of the keys.
    public Tensor valuesOf(int index, String name, TensorAllocator allocator) {
        return partOf(index, VALUES, name, allocator);
    }

    private Tensor partOf(int index, int part, String name, TensorAllocator allocator) {
        MemorySegment map = element(handle, index);
        try {
            MemorySegment tensor = element(map, part);
            try (Scratch local = new Scratch()) {
                return new OrtValue(environment, tensor, local).toTensor(name, allocator);
            } finally {
                api.release(OrtFunction.RELEASE_VALUE, tensor);
            }
        } finally {
            api.release(OrtFunction.RELEASE_VALUE, map);
        }
    }

    private MemorySegment element(MemorySegment container, int index) {
        api.call(OrtFunction.GET_VALUE, container, index, environment.allocator(), out.place());
        return out.place().get(ADDRESS, 0);
    }
}
