package dev.serval.protocol.v1;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.json.JsonScanner;
import dev.serval.protocol.json.NestedElements;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows that are objects: input name to value. Every row has the same inputs.
final class NamedRows implements AutoCloseable {
    private final DeclaredInputs declared;
    private final TensorAllocator allocator;
    private final @Nullable NestedElements[] columns;
    private final long[] rowCounts;
    private long row;

    NamedRows(DeclaredInputs declared, TensorAllocator allocator) {
        this.declared = declared;
        this.allocator = allocator;
        this.columns = new NestedElements[declared.all().size()];
        this.rowCounts = new long[columns.length];
    }

    /// Reads the array of rows that comes next.
    void read(JsonScanner json) {
        if (json.peekInside() == ']') {
            readNone(json);
        }
        for (boolean more = json.beginArray("'instances'"); more; more = json.nextElement()) {
            if (json.peek() != '{') {
                throw json.mismatch("instance " + row, "an object with the inputs " + declared);
            }
            readRow(json);
            row++;
        }
    }

    /// Gives each required input the array of no rows.
    private void readNone(JsonScanner json) {
        JsonScanner.Place array = json.place();
        for (int i = 0; i < columns.length; i++) {
            if (!declared.all().get(i).optional()) {
                column(i).readAll(json);
                json.returnTo(array);
            }
        }
    }

    private void readRow(JsonScanner json) {
        for (boolean more = json.beginObject("an instance"); more; more = json.nextMember()) {
            readValue(json, declared.requireIndex(json.key()));
        }
        for (int i = 0; i < columns.length; i++) {
            boolean wanted = columns[i] != null || !declared.all().get(i).optional();
            if (wanted && rowCounts[i] == row) {
                throw new InvalidInput(
                        "instance %d: input '%s' is missing"
                                .formatted(row, declared.all().get(i).name()));
            }
        }
    }

    private void readValue(JsonScanner json, int index) {
        TensorSpec spec = declared.all().get(index);
        if (rowCounts[index] != row) {
            throw new InvalidInput(
                    rowCounts[index] > row
                            ? "instance %d: input '%s' is there twice, expected once"
                                    .formatted(row, spec.name())
                            : "instance %d: input '%s' is there, but not in the instances before it"
                                    .formatted(row, spec.name()));
        }
        column(index).readRow(json, row);
        rowCounts[index]++;
    }

    private NestedElements column(int index) {
        NestedElements column = columns[index];
        if (column == null) {
            TensorSpec spec = declared.all().get(index);
            column =
                    NestedElements.ofAnyShape(
                            spec.name(), spec.dataType(), "'instances'", allocator);
            columns[index] = column;
        }
        return column;
    }

    /// The tensors, in the model's order; the caller owns them. On failure all are closed.
    List<Tensor> toTensors() {
        List<Tensor> tensors = new ArrayList<>(columns.length);
        try {
            for (int i = 0; i < columns.length; i++) {
                NestedElements column = columns[i];
                if (column != null) {
                    tensors.add(DeclaredInputs.tensor(declared.all().get(i), column));
                }
            }
            return tensors;
        } catch (RuntimeException refused) {
            tensors.forEach(Tensor::close);
            throw refused;
        }
    }

    @Override
    public void close() {
        for (NestedElements column : columns) {
            if (column != null) {
                column.close();
            }
        }
    }
}
