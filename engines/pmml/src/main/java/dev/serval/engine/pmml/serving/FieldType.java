package dev.serval.engine.pmml.serving;

import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.pmml4s.data.BoolVal;
import org.pmml4s.data.DataVal;
import org.pmml4s.data.DoubleVal;
import org.pmml4s.data.LongVal;
import org.pmml4s.data.StringVal;

/// The types of PMML's fields, and how their values look in a tensor. Dates and times are text.
enum FieldType {
    DOUBLE(DataType.FP64) {
        @Override
        DataVal read(Tensor tensor, long row) {
            return new DoubleVal(tensor.data().getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, row));
        }
    },
    FLOAT(DataType.FP32) {
        @Override
        DataVal read(Tensor tensor, long row) {
            return new DoubleVal(tensor.data().getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, row));
        }
    },
    INTEGER(DataType.INT64) {
        @Override
        DataVal read(Tensor tensor, long row) {
            return new LongVal(tensor.data().getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, row));
        }
    },
    BOOLEAN(DataType.BOOL) {
        @Override
        DataVal read(Tensor tensor, long row) {
            return new BoolVal(tensor.data().get(ValueLayout.JAVA_BYTE, row) != 0);
        }
    },
    TEXT(DataType.BYTES) {
        @Override
        DataVal read(Tensor tensor, long row) {
            byte[] bytes = tensor.element(row).toArray(ValueLayout.JAVA_BYTE);
            return bytes.length == 0
                    ? MISSING
                    : new StringVal(new String(bytes, StandardCharsets.UTF_8));
        }
    };

    /// What PMML4S takes for a value that is not there, as it does NaN.
    static final DataVal MISSING = DataVal.NULL();

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

    /// The value of a row; NaN and an empty text are missing.
    abstract DataVal read(Tensor tensor, long row);
}
