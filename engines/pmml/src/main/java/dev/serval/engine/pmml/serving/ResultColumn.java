package dev.serval.engine.pmml.serving;

import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes the tensor of an output from the results of rows.
final class ResultColumn {
    private final Column column;
    private final List<@Nullable Object[]> results;

    ResultColumn(Column column, List<@Nullable Object[]> results) {
        this.column = column;
        this.results = results;
    }

    /// The tensor, which the caller owns: NaN or no text where a result is missing.
    ///
    /// @throws EngineFailure if a result is missing of which the type has no word for that
    Tensor toTensor(TensorAllocator allocator) {
        Shape shape = Shape.of(results.size());
        DataType type = column.type().dataType();
        if (type == DataType.BYTES) {
            return Tensor.ofStrings(column.name(), shape, texts(), allocator);
        }
        Tensor tensor = Tensor.allocate(column.name(), type, shape, allocator);
        try {
            for (int row = 0; row < results.size(); row++) {
                put(tensor.data(), row, value(row));
            }
            return tensor;
        } catch (RuntimeException refused) {
            tensor.close();
            throw refused;
        }
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>(results.size());
        for (int row = 0; row < results.size(); row++) {
            Object value = value(row);
            texts.add(value == null ? "" : value.toString());
        }
        return texts;
    }

    private void put(MemorySegment data, int row, @Nullable Object value) {
        switch (column.type()) {
            case DOUBLE -> data.setAtIndex(ValueLayout.JAVA_DOUBLE, row, number(value));
            case FLOAT -> data.setAtIndex(ValueLayout.JAVA_FLOAT, row, (float) number(value));
            case INTEGER -> data.setAtIndex(ValueLayout.JAVA_LONG, row, whole(value, row));
            case BOOLEAN -> data.set(ValueLayout.JAVA_BYTE, row, truth(value, row));
            case TEXT -> throw new IllegalStateException("texts have no fixed size");
        }
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private long whole(@Nullable Object value, int row) {
        if (value instanceof Number number && !Double.isNaN(number.doubleValue())) {
            return number.longValue();
        }
        throw missing(row);
    }

    private byte truth(@Nullable Object value, int row) {
        if (value instanceof Boolean truth) {
            return (byte) (truth ? 1 : 0);
        }
        throw missing(row);
    }

    private EngineFailure missing(int row) {
        return new EngineFailure(
                "output '%s' has no value for row %d: are all fields of the row valid?"
                        .formatted(column.name(), row),
                null);
    }

    private @Nullable Object value(int row) {
        return results.get(row)[column.place()];
    }
}
