package dev.serval.protocol.v1;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.json.JsonScanner;
import dev.serval.protocol.json.NestedElements;
import dev.serval.protocol.table.MissingValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Rows of a table, each an array of values in the columns' order or an object of values by column
/// name. In an object a column may also hold several rows, as an array or, as pandas writes data
/// frames, an object by index; every column of that object then holds as many. A column that is
/// optional may be left out, and `null` is a value that is missing.
final class TableRows implements AutoCloseable {
    private final List<TensorSpec> columns;
    private final String root;
    private final NestedElements[] elements;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final long[] counts;
    private final MissingValues missing = new MissingValues();
    private long rows;

    /// @param root what a refusal calls the array of rows: `'instances'`
    TableRows(List<TensorSpec> columns, String root, TensorAllocator allocator) {
        this.columns = columns;
        this.root = root;
        this.elements = new NestedElements[columns.size()];
        this.counts = new long[columns.size()];
        try {
            for (int i = 0; i < elements.length; i++) {
                TensorSpec column = columns.get(i);
                indexes.put(column.name(), i);
                elements[i] =
                        NestedElements.ofAnyShape(column.name(), column.dataType(), root, allocator)
                                .withNulls();
            }
        } catch (RuntimeException refused) {
            close();
            throw refused;
        }
    }

    /// Reads the array of rows that comes next.
    void read(JsonScanner json) {
        int instance = 0;
        for (boolean more = json.beginArray(root); more; more = json.nextElement()) {
            if (json.peek() == '{') {
                readNamed(json);
            } else {
                readPositional(json, instance);
            }
            instance++;
        }
    }

    private void readPositional(JsonScanner json, int instance) {
        int index = 0;
        for (boolean more = json.beginArray("a row"); more; more = json.nextElement()) {
            if (index < elements.length) {
                add(json, index);
            } else {
                json.skipValue();
            }
            index++;
        }
        if (index != elements.length) {
            throw new InvalidInput(
                    "%s[%d] has %d values, expected %d: %s"
                            .formatted(root, instance, index, elements.length, names()));
        }
        rows++;
    }

    private void readNamed(JsonScanner json) {
        long held = 1;
        String first = null;
        for (boolean more = json.beginObject("a row"); more; more = json.nextMember()) {
            String name = json.key();
            int index = requireIndex(name);
            if (counts[index] != rows) {
                throw new InvalidInput(
                        "%s: column '%s' is there twice, expected once".formatted(place(), name));
            }
            long added = addValues(json, index);
            if (first != null && added != held) {
                throw new InvalidInput(
                        "%s: column '%s' has %d values, expected %d like column '%s'"
                                .formatted(place(), name, added, held, first));
            }
            held = added;
            first = name;
        }
        fillUp(rows + held);
        rows += held;
    }

    /// @return how many values there were
    private long addValues(JsonScanner json, int index) {
        long before = counts[index];
        switch (json.peek()) {
            case '[' -> {
                for (boolean more = json.beginArray("a column"); more; more = json.nextElement()) {
                    add(json, index);
                }
            }
            case '{' -> {
                if (json.peekKey().equals("b64")) {
                    add(json, index);
                } else {
                    addByIndex(json, index);
                }
            }
            default -> add(json, index);
        }
        return counts[index] - before;
    }

    private void addByIndex(JsonScanner json, int index) {
        for (boolean more = json.beginObject("a column"); more; more = json.nextMember()) {
            json.key();
            add(json, index);
        }
    }

    private void add(JsonScanner json, int index) {
        elements[index].readRow(json, counts[index]);
        counts[index]++;
    }

    private void fillUp(long target) {
        missing.take(elements.length * target - Arrays.stream(counts).sum());
        for (int i = 0; i < elements.length; i++) {
            if (counts[i] < target && !columns.get(i).optional()) {
                throw new InvalidInput(
                        "%s: column '%s' is missing, expected all of %s"
                                .formatted(place(), columns.get(i).name(), names()));
            }
            while (counts[i] < target) {
                elements[i].addMissingRow(counts[i]++);
            }
        }
    }

    private int requireIndex(String name) {
        Integer index = indexes.get(name);
        if (index == null) {
            throw new InvalidInput(
                    "%s: column '%s' is unknown, the model has %s"
                            .formatted(place(), name, names()));
        }
        return index;
    }

    private String place() {
        return "row %d of %s".formatted(rows, root);
    }

    private String names() {
        return String.join(", ", columns.stream().map(TensorSpec::name).toList());
    }

    /// The columns, each `[rows]`; the caller owns them. On failure all are closed.
    List<Tensor> toTensors() {
        List<Tensor> tensors = new ArrayList<>(elements.length);
        try {
            for (NestedElements column : elements) {
                tensors.add(column.toTensor(Shape.of(rows)));
            }
            return tensors;
        } catch (RuntimeException refused) {
            tensors.forEach(Tensor::close);
            throw refused;
        }
    }

    @Override
    public void close() {
        for (NestedElements column : elements) {
            if (column != null) {
                column.close();
            }
        }
    }
}
