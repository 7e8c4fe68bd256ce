package dev.serval.engine.tensorflow.session;

import dev.serval.inference.tensor.DataType;
import java.util.Optional;

/// TensorFlow's element types that the Open Inference Protocol has too, by their numbers in
/// `tensorflow/core/framework/types.proto`.
enum ElementType {
    FLOAT(1, DataType.FP32),
    DOUBLE(2, DataType.FP64),
    INT32(3, DataType.INT32),
    UINT8(4, DataType.UINT8),
    INT16(5, DataType.INT16),
    INT8(6, DataType.INT8),
    STRING(7, DataType.BYTES),
    INT64(9, DataType.INT64),
    BOOL(10, DataType.BOOL),
    BFLOAT16(14, DataType.BF16),
    UINT16(17, DataType.UINT16),
    HALF(19, DataType.FP16),
    UINT32(22, DataType.UINT32),
    UINT64(23, DataType.UINT64);

    private final int number;
    private final DataType dataType;

    ElementType(int number, DataType dataType) {
        this.number = number;
        this.dataType = dataType;
    }

    int number() {
        return number;
    }

    static Optional<DataType> find(int number) {
        for (ElementType type : values()) {
            if (type.number == number) {
                return Optional.of(type.dataType);
            }
        }
        return Optional.empty();
    }

    static ElementType of(DataType dataType) {
        for (ElementType type : values()) {
            if (type.dataType == dataType) {
                return type;
            }
        }
        throw new IllegalArgumentException("TensorFlow has no type " + dataType);
    }
}
