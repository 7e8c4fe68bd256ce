package dev.serval.engine.pmml.serving;

import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The types of PMML's fields, and how their values look in a tensor. Dates and times are text.
enum FieldType {
    DOUBLE(DataType.FP64) {
        @Override
        @Nullable Object read(Tensor tensor, long row) {
            double value = tensor.data().getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, row);
            return Double.isNaN(value) ? null : value;
        }
    },
    FLOAT(DataType.FP32) {
        @Override
        @Nullable Object read(Tensor tensor, long row) {
            float value = tensor.data().getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, row);
            return Float.isNaN(value) ? null : (Object) (double) value;
        }
    },
    INTEGER(DataType.INT64) {
        @Override
        Object read(Tensor tensor, long row) {
            return tensor.data().getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, row);
        }
    },
    BOOLEAN(DataType.BOOL) {
        @Override
        Object read(Tensor tensor, long row) {
            return tensor.data().get(ValueLayout.JAVA_BYTE, row) != 0;
        }
    },
    TEXT(DataType.BYTES) {
        @Override
        @Nullable Object read(Tensor tensor, long row) {
            byte[] bytes = tensor.element(row).toArray(ValueLayout.JAVA_BYTE);
            return bytes.length == 0 ? null : new String(bytes, StandardCharsets.UTF_8);
        }
    };

    private final DataType dataType;

    FieldType(DataType dataType) {
        this.dataType = dataType;
    }

    /// The type that a document names.
    static FieldType of(String pmmlName) {
        return switch (pmmlName) {
            case "double", "real" -> DOUBLE;
            case "float" -> FLOAT;
            case "integer" -> INTEGER;
            case "boolean" -> BOOLEAN;
            default -> TEXT;
        };
    }

    DataType dataType() {
        return dataType;
    }

    /// The value of a row; `null` if it is missing.
    abstract @Nullable Object read(Tensor tensor, long row);
}
