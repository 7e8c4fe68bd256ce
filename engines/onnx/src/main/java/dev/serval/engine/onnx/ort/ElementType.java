package dev.serval.engine.onnx.ort;

import dev.serval.inference.tensor.DataType;
import java.util.List;
import java.util.Optional;

/// ONNX Runtime's `ONNXTensorElementDataType`, and which of them the Open Inference Protocol has.
final class ElementType {
    private static final List<String> ONNX_NAMES =
            List.of(
                    "UNDEFINED",
                    "FLOAT",
                    "UINT8",
                    "INT8",
                    "UINT16",
                    "INT16",
                    "INT32",
                    "INT64",
                    "STRING",
                    "BOOL",
                    "FLOAT16",
                    "DOUBLE",
                    "UINT32",
                    "UINT64",
                    "COMPLEX64",
                    "COMPLEX128",
                    "BFLOAT16",
                    "FLOAT8E4M3FN",
                    "FLOAT8E4M3FNUZ",
                    "FLOAT8E5M2",
                    "FLOAT8E5M2FNUZ",
                    "UINT4",
                    "INT4",
                    "FLOAT4E2M1",
                    "UINT2",
                    "INT2");

    private ElementType() {}

    static int codeOf(DataType type) {
        return switch (type) {
            case FP32 -> 1;
            case UINT8 -> 2;
            case INT8 -> 3;
            case UINT16 -> 4;
            case INT16 -> 5;
            case INT32 -> 6;
            case INT64 -> 7;
            case BYTES -> 8;
            case BOOL -> 9;
            case FP16 -> 10;
            case FP64 -> 11;
            case UINT32 -> 12;
            case UINT64 -> 13;
            case BF16 -> 16;
        };
    }

    static Optional<DataType> find(int code) {
        return switch (code) {
            case 1 -> Optional.of(DataType.FP32);
            case 2 -> Optional.of(DataType.UINT8);
            case 3 -> Optional.of(DataType.INT8);
            case 4 -> Optional.of(DataType.UINT16);
            case 5 -> Optional.of(DataType.INT16);
            case 6 -> Optional.of(DataType.INT32);
            case 7 -> Optional.of(DataType.INT64);
            case 8 -> Optional.of(DataType.BYTES);
            case 9 -> Optional.of(DataType.BOOL);
            case 10 -> Optional.of(DataType.FP16);
            case 11 -> Optional.of(DataType.FP64);
            case 12 -> Optional.of(DataType.UINT32);
            case 13 -> Optional.of(DataType.UINT64);
            case 16 -> Optional.of(DataType.BF16);
            default -> Optional.empty();
        };
    }

    /// What ONNX calls the type.
    static String nameOf(int code) {
        return code >= 0 && code < ONNX_NAMES.size() ? ONNX_NAMES.get(code) : "type " + code;
    }
}
