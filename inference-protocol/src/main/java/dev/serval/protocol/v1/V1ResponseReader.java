package dev.serval.protocol.v1;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.json.JsonScanner;
import dev.serval.protocol.json.NestedElements;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the body of a V1 answer, as a client of another server does. The wire says nothing of
/// types: an output that nobody declared is INT64, FP64, BOOL or BYTES, as its values show.
public final class V1ResponseReader {
    /// What the only output is called where neither the answer nor the predictor says, as in
    /// KServe.
    public static final String ONLY_OUTPUT = "output-0";

    private final JsonScanner json;
    private final List<TensorSpec> declared;
    private final TensorAllocator allocator;

    private V1ResponseReader(
            JsonScanner json, List<TensorSpec> declared, TensorAllocator allocator) {
        this.json = json;
        this.declared = declared;
        this.allocator = allocator;
    }

    /// The answer of a body. Whatever the bytes are, the outcome is an answer or an
    /// [dev.serval.inference.failure.InferenceException], after which nothing stays taken.
    ///
    /// @param body whose first `length` bytes count
    /// @param declared the outputs that the predictor declares; empty if it does not
    /// @throws InvalidInput naming the value that is wrong
    public static InferResponse read(
            byte[] body, int length, List<TensorSpec> declared, TensorAllocator allocator) {
        JsonScanner scanner = new JsonScanner(body, 0, length, "malformed JSON");
        return new V1ResponseReader(scanner, declared, allocator).read();
    }

    private InferResponse read() {
        List<Tensor> tensors = null;
        try {
            for (boolean more = json.beginObject("the answer"); more; more = json.nextMember()) {
                String key = json.key();
                boolean known = key.equals("predictions") || key.equals("outputs");
                if (known && tensors == null) {
                    tensors = tensors(key);
                } else {
                    json.skipValue();
                }
            }
            json.requireEnd();
            if (tensors == null) {
                throw new InvalidInput(
                        "the answer has neither \"predictions\" nor \"outputs\", expected one of"
                                + " them");
            }
            return new InferResponse(Parameters.none(), tensors);
        } catch (RuntimeException refused) {
            if (tensors != null) {
                tensors.forEach(Tensor::close);
            }
            throw refused;
        }
    }

    private List<Tensor> tensors(String root) {
        boolean rows = json.peek() == '[';
        if (rows ? json.peekInside() == '{' && !isBase64Inside() : isNamed()) {
            return named(root, rows);
        }
        JsonScanner.Place values = json.place();
        DataType type = ValueType.of(json);
        json.returnTo(values);
        TensorSpec only = declared.size() == 1 ? declared.getFirst() : null;
        String name = only == null ? ONLY_OUTPUT : only.name();
        DataType wanted = only == null ? type : only.dataType();
        try (NestedElements elements =
                NestedElements.ofAnyShape(name, wanted, root, allocator).withNulls()) {
            elements.readAll(json);
            return List.of(tensor(name, elements));
        }
    }

    private boolean isNamed() {
        return json.peek() == '{' && !json.peekKey().equals(ValueType.BASE64);
    }

    private boolean isBase64Inside() {
        JsonScanner.Place array = json.place();
        boolean base64 = json.beginArray("the rows") && !isNamed();
        json.returnTo(array);
        return base64;
    }

    /// Outputs by name: an object of whole outputs, or rows that are objects of values.
    private List<Tensor> named(String root, boolean rows) {
        Map<String, NestedElements> columns = columns(root, rows);
        List<Tensor> tensors = new ArrayList<>();
        try {
            if (rows) {
                readRows(columns);
            } else {
                for (boolean more = json.beginObject(root); more; more = json.nextMember()) {
                    require(columns, json.key(), 0).readAll(json);
                }
            }
            columns.forEach((name, column) -> tensors.add(tensor(name, column)));
            return tensors;
        } catch (RuntimeException refused) {
            tensors.forEach(Tensor::close);
            throw refused;
        } finally {
            columns.values().forEach(NestedElements::close);
        }
    }

    private void readRows(Map<String, NestedElements> columns) {
        long row = 0;
        for (boolean more = json.beginArray("the rows"); more; more = json.nextElement()) {
            int members = 0;
            boolean next = json.beginObject("a row");
            for (; next; next = json.nextMember()) {
                require(columns, json.key(), row).readRow(json, row);
                members++;
            }
            if (members != columns.size()) {
                throw new InvalidInput(
                        "row %d of the answer has %d outputs, expected %s"
                                .formatted(row, members, columns.keySet()));
            }
            row++;
        }
    }

    private static NestedElements require(
            Map<String, NestedElements> columns, String name, long row) {
        NestedElements column = columns.get(name);
        if (column == null) {
            throw new InvalidInput(
                    "row %d of the answer has output '%s', expected %s"
                            .formatted(row, name, columns.keySet()));
        }
        return column;
    }

    /// The outputs that there are, told by the first row or the object itself, which stays unread.
    private Map<String, NestedElements> columns(String root, boolean rows) {
        Map<String, DataType> types = new LinkedHashMap<>();
        JsonScanner.Place place = json.place();
        if (rows) {
            for (boolean more = json.beginArray(root); more; more = json.nextElement()) {
                addTypes(types);
            }
        } else {
            addTypes(types);
        }
        json.returnTo(place);
        Map<String, NestedElements> columns = new LinkedHashMap<>();
        types.forEach((name, type) ->
                columns.put(
                        name,
                        NestedElements.ofAnyShape(name, declaredType(name, type), root, allocator)
                                .withNulls()));
        return columns;
    }

    private void addTypes(Map<String, DataType> types) {
        for (boolean more = json.beginObject("a row"); more; more = json.nextMember()) {
            types.merge(json.key(), ValueType.of(json), ValueType::wider);
        }
    }

    private DataType declaredType(String name, DataType found) {
        for (TensorSpec spec : declared) {
            if (spec.name().equals(name)) {
                return spec.dataType();
            }
        }
        return found;
    }

    private Tensor tensor(String name, NestedElements elements) {
        for (TensorSpec spec : declared) {
            if (spec.name().equals(name)) {
                return DeclaredInputs.tensor(spec, elements);
            }
        }
        return elements.toTensor(elements.shape());
    }
}
