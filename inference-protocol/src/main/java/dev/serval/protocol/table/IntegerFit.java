package dev.serval.protocol.table;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Tensor;

/// Refuses integers that a narrower type cannot hold.
final class IntegerFit {
    private IntegerFit() {}

    static int require32(Tensor source, long value) {
        if (value != (int) value) {
            throw refused(source, value, DataType.INT32);
        }
        return (int) value;
    }

    static long require64(Tensor source, long value) {
        if (value < 0 && source.dataType() == DataType.UINT64) {
            throw refused(source, value, DataType.INT64);
        }
        return value;
    }

    private static InvalidInput refused(Tensor source, long value, DataType type) {
        String text =
                source.dataType() == DataType.UINT64
                        ? Long.toUnsignedString(value)
                        : Long.toString(value);
        return new InvalidInput(
                "input '%s': %s does not fit %s".formatted(source.name(), text, type));
    }
}
