package dev.serval.engine.onnx.ort;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.serval.engine.onnx.ort.ValueType.MapSequence;
import dev.serval.engine.onnx.ort.ValueType.TensorValue;
import dev.serval.engine.onnx.ort.ValueType.Unserved;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Function;

/// Reads `OrtTypeInfo`, ONNX Runtime's description of a value.
final class TypeReader {
    private static final int TENSOR = 1;
    private static final int SEQUENCE = 2;
    private static final int MAP = 3;
    private static final int OPTIONAL = 6;

    private final OrtApi api;
    private final OutParameter out;
    private final Scratch scratch;

    TypeReader(OrtApi api, Scratch scratch) {
        this.api = api;
        this.scratch = scratch;
        this.out = new OutParameter(api, scratch);
    }

    ValueType read(MemorySegment typeInfo) {
        int kind = out.code(OrtFunction.GET_ONNX_TYPE_FROM_TYPE_INFO, typeInfo);
        return switch (kind) {
            case TENSOR -> tensor(typeInfo);
            case SEQUENCE -> sequence(typeInfo);
            case OPTIONAL -> optional(typeInfo);
            case MAP -> new Unserved("a map");
            default -> new Unserved("neither a tensor nor a sequence of maps");
        };
    }

    private ValueType tensor(MemorySegment typeInfo) {
        MemorySegment info = out.pointer(OrtFunction.CAST_TYPE_INFO_TO_TENSOR_INFO, typeInfo);
        int code = out.code(OrtFunction.GET_TENSOR_ELEMENT_TYPE, info);
        Optional<DataType> type = ElementType.find(code);
        if (type.isEmpty()) {
            return new Unserved("a tensor of " + ElementType.nameOf(code));
        }
        Shape shape =
                api.test(OrtFunction.TENSOR_TYPE_AND_SHAPE_HAS_SHAPE, info)
                        ? shape(info)
                        : Shape.of(Shape.DYNAMIC);
        return new TensorValue(type.get(), shape);
    }

    /// The dimensions in an `OrtTensorTypeAndShapeInfo`, -1 where they are open.
    Shape shape(MemorySegment tensorInfo) {
        long rank = out.size(OrtFunction.GET_DIMENSIONS_COUNT, tensorInfo);
        if (rank == 0) {
            return Shape.scalar();
        }
        MemorySegment dimensions = scratch.allocate(JAVA_LONG, rank);
        api.call(OrtFunction.GET_DIMENSIONS, tensorInfo, dimensions, rank);
        return Shape.of(dimensions.toArray(JAVA_LONG));
    }

    private ValueType optional(MemorySegment typeInfo) {
        MemorySegment info =
                out.pointer(OrtFunction.CAST_TYPE_INFO_TO_OPTIONAL_TYPE_INFO, typeInfo);
        ValueType contained = contained(OrtFunction.GET_OPTIONAL_CONTAINED_TYPE_INFO, info);
        return contained instanceof TensorValue
                ? contained
                : new Unserved("optional, and no tensor");
    }

    private ValueType sequence(MemorySegment typeInfo) {
        MemorySegment info =
                out.pointer(OrtFunction.CAST_TYPE_INFO_TO_SEQUENCE_TYPE_INFO, typeInfo);
        return owned(OrtFunction.GET_SEQUENCE_ELEMENT_TYPE, info, this::sequenceOf);
    }

    private ValueType sequenceOf(MemorySegment elementTypeInfo) {
        int kind = out.code(OrtFunction.GET_ONNX_TYPE_FROM_TYPE_INFO, elementTypeInfo);
        if (kind != MAP) {
            return new Unserved("a sequence of something else than maps");
        }
        MemorySegment map =
                out.pointer(OrtFunction.CAST_TYPE_INFO_TO_MAP_TYPE_INFO, elementTypeInfo);
        int keyCode = out.code(OrtFunction.GET_MAP_KEY_TYPE, map);
        Optional<DataType> keys = ElementType.find(keyCode);
        ValueType values = contained(OrtFunction.GET_MAP_VALUE_TYPE, map);
        if (keys.isPresent()
                && values instanceof TensorValue(DataType type, Shape _)
                && type.hasFixedSize()) {
            return new MapSequence(keys.get(), type);
        }
        return new Unserved("a sequence of maps whose values are no numbers");
    }

    private ValueType contained(OrtFunction function, MemorySegment info) {
        return owned(function, info, this::read);
    }

    /// Reads a type info that has to be released afterwards.
    private ValueType owned(
            OrtFunction function, MemorySegment info, Function<MemorySegment, ValueType> reading) {
        MemorySegment typeInfo = out.pointer(function, info);
        try {
            return reading.apply(typeInfo);
        } finally {
            api.release(OrtFunction.RELEASE_TYPE_INFO, typeInfo);
        }
    }
}
