package dev.serval.engine.pytorch.torch;

import dev.serval.inference.tensor.DataType;
import java.util.Optional;

/// PyTorch's element types that the Open Inference Protocol has too, by DJL's names.
enum ElementType {
    BOOLEAN(DataType.BOOL, ai.djl.ndarray.types.DataType.BOOLEAN),
    UINT8(DataType.UINT8, ai.djl.ndarray.types.DataType.UINT8),
    INT8(DataType.INT8, ai.djl.ndarray.types.DataType.INT8),
    INT32(DataType.INT32, ai.djl.ndarray.types.DataType.INT32),
    INT64(DataType.INT64, ai.djl.ndarray.types.DataType.INT64),
    FLOAT16(DataType.FP16, ai.djl.ndarray.types.DataType.FLOAT16),
    BFLOAT16(DataType.BF16, ai.djl.ndarray.types.DataType.BFLOAT16),
    FLOAT32(DataType.FP32, ai.djl.ndarray.types.DataType.FLOAT32),
    FLOAT64(DataType.FP64, ai.djl.ndarray.types.DataType.FLOAT64);

    private final DataType ours;
    private final ai.djl.ndarray.types.DataType theirs;

    ElementType(DataType ours, ai.djl.ndarray.types.DataType theirs) {
        this.ours = ours;
        this.theirs = theirs;
    }

    DataType ours() {
        return ours;
    }

    ai.djl.ndarray.types.DataType theirs() {
        return theirs;
    }

    static Optional<ElementType> find(DataType type) {
        for (ElementType element : values()) {
            if (element.ours == type) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }

    static Optional<ElementType> find(ai.djl.ndarray.types.DataType type) {
        for (ElementType element : values()) {
            if (element.theirs == type) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }
}
