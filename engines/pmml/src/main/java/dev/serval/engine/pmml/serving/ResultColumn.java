package dev.serval.engine.pmml.serving;

import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pmml4s.data.BoolVal;
import org.pmml4s.data.DataVal;
import org.pmml4s.data.Series;

/// Makes the tensor of an output from the results of rows.
final class ResultColumn {
    private final Column column;
    private final Series[] results;

    ResultColumn(Column column, Series[] results) {
        this.column = column;
        this.results = results;
    }

    /// The tensor, which the caller owns: NaN or no text where a result is missing.
    ///
    /// @throws EngineFailure if a result is missing of which the type has no word for that
    Tensor toTensor(Shape shape, TensorAllocator allocator) {
        DataType type = column.type().dataType();
        if (type == DataType.BYTES) {
            return Tensor.ofBytes(column.name(), shape, texts(), allocator);
        }
        Tensor tensor = Tensor.allocate(column.name(), type, shape, allocator);
        try {
            for (int row = 0; row < results.length; row++) {
                put(tensor.data(), row, value(row));
            }
            return tensor;
        } catch (RuntimeException refused) {
            tensor.close();
            throw refused;
        }
    }

    private List<byte[]> texts() {
        List<byte[]> texts = new ArrayList<>(results.length);
        for (int row = 0; row < results.length; row++) {
            texts.add(text(value(row)).getBytes(StandardCharsets.UTF_8));
        }
        return texts;
    }

    private static String text(@Nullable DataVal value) {
        Object known = value == null ? null : value.toVal();
        return known == null ? "" : known.toString();
    }

    private void put(MemorySegment data, int row, @Nullable DataVal value) {
        switch (column.type()) {
            case DOUBLE -> data.setAtIndex(ValueLayout.JAVA_DOUBLE, row, number(value));
            case FLOAT -> data.setAtIndex(ValueLayout.JAVA_FLOAT, row, (float) number(value));
            case INTEGER -> data.setAtIndex(ValueLayout.JAVA_LONG, row, whole(value, row));
            case BOOLEAN -> data.set(ValueLayout.JAVA_BYTE, row, truth(value, row));
            case TEXT -> throw new IllegalStateException("texts have no fixed size");
        }
    }

    private static double number(@Nullable DataVal value) {
        return value != null && value.isNumeric() ? value.toDouble() : Double.NaN;
    }

    private long whole(@Nullable DataVal value, int row) {
        if (value != null && value.isNumeric() && !Double.isNaN(value.toDouble())) {
            return value.toLong();
        }
        throw missing(row);
    }

    private byte truth(@Nullable DataVal value, int row) {
        if (value instanceof BoolVal truth) {
            return (byte) (truth.value() ? 1 : 0);
        }
        throw missing(row);
    }

    private EngineFailure missing(int row) {
        return new EngineFailure(
                "output '%s' has no value for row %d: are all fields of the row valid?"
                        .formatted(column.name(), row),
                null);
    }

    private @Nullable DataVal value(int row) {
        return results[row].get(column.place());
    }
}
