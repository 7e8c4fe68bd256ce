package dev.serval.protocol.v1;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.json.JsonScanner;
import dev.serval.protocol.json.NestedElements;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the body of a V1 request.
public final class V1Reader {
    private static final String ROWS = "'instances'";
    private static final String COLUMNS = "'inputs'";

    private final JsonScanner json;
    private final DeclaredInputs declared;
    private final TensorAllocator allocator;
    private @Nullable V1Format format;
    private final List<Tensor> tensors = new ArrayList<>();

    private V1Reader(JsonScanner json, DeclaredInputs declared, TensorAllocator allocator) {
        this.json = json;
        this.declared = declared;
        this.allocator = allocator;
    }

    /// The request of a body. Whatever the bytes are, the answer is a request or an
    /// [dev.serval.inference.failure.InferenceException], after which nothing stays taken.
    ///
    /// @param body whose first `length` bytes count
    /// @param signature which gives the values their types and ranks; sizes are not compared with
    ///   it
    /// @throws InvalidInput if the body names a function that the model, which has some, has not;
    ///   in KServe's words where it has any: `Expected "instances" to be a list`, and `Unrecognized
    ///   request format: …` for what is not JSON
    public static V1Request read(
            byte[] body, int length, ModelSignature signature, TensorAllocator allocator) {
        JsonScanner scanner =
                new JsonScanner(body, 0, length, "Unrecognized request format: malformed JSON");
        NamedFunction function = NamedFunction.ahead(scanner, signature);
        if (function.signature().inputs().isEmpty()) {
            throw new InvalidInput(
                    "the model declares no inputs, from which V1 values take their types, expected"
                            + " a V2 request");
        }
        DeclaredInputs declared = new DeclaredInputs(function.signature());
        return new V1Reader(scanner, declared, allocator).read(function.parameters());
    }

    private V1Request read(Parameters parameters) {
        try {
            boolean more = json.beginObject("the request");
            for (; more; more = json.nextMember()) {
                readMember(json.key());
            }
            json.requireEnd();
            if (format == null) {
                throw new InvalidInput(
                        "the request has neither \"instances\" nor \"inputs\", expected one of"
                                + " them");
            }
            return new V1Request(InferRequest.of(tensors).with(parameters), format);
        } catch (RuntimeException refused) {
            tensors.forEach(Tensor::close);
            throw refused;
        }
    }

    private void readMember(String key) {
        switch (key) {
            case "instances" -> {
                requireFirst(V1Format.ROWS);
                if (json.peek() != '[') {
                    throw new InvalidInput("Expected \"instances\" to be a list");
                }
                if (declared.findTableAhead(json).isPresent()) {
                    tensors.addAll(tableRows(ROWS));
                } else if (areRowsNamed()) {
                    tensors.addAll(namedRows());
                } else {
                    tensors.add(onlyInput(ROWS));
                }
            }
            case "inputs" -> {
                if (declared.findTableAhead(json).isPresent()) {
                    requireFirst(V1Format.ROWS);
                    tensors.addAll(tableRows(COLUMNS));
                    return;
                }
                requireFirst(V1Format.COLUMNS);
                if (areColumnsNamed()) {
                    readNamedColumns();
                } else {
                    tensors.add(onlyInput(COLUMNS));
                }
            }
            default -> json.skipValue();
        }
    }

    private void requireFirst(V1Format found) {
        if (format == found) {
            throw new InvalidInput(
                    "the request has %s twice, expected once"
                            .formatted(found == V1Format.ROWS ? ROWS : COLUMNS));
        }
        if (format != null) {
            throw new InvalidInput(
                    "the request has both \"instances\" and \"inputs\", expected one of them");
        }
        format = found;
    }

    /// Whether the first row says by name which inputs its values are for, or has to.
    private boolean areRowsNamed() {
        if (declared.findOnly().isEmpty()) {
            return true;
        }
        JsonScanner.Place array = json.place();
        boolean named = json.beginArray(ROWS) && declared.areNamed(json);
        json.returnTo(array);
        return named;
    }

    private boolean areColumnsNamed() {
        return declared.findOnly().isEmpty() || declared.areNamed(json);
    }

    /// The values of the one input that needs no name.
    private Tensor onlyInput(String root) {
        TensorSpec spec = declared.findOnly().orElseThrow();
        return tensor(spec, root);
    }

    private Tensor tensor(TensorSpec spec, String root) {
        try (NestedElements elements =
                NestedElements.ofAnyShape(spec.name(), spec.dataType(), root, allocator)) {
            if (declared.takeNulls()) {
                elements.withNulls();
            }
            elements.readAll(json);
            return DeclaredInputs.tensor(spec, elements);
        }
    }

    private List<Tensor> tableRows(String root) {
        List<TensorSpec> columns = declared.findTableAhead(json).orElseThrow().columns();
        try (TableRows rows = new TableRows(columns, root, allocator)) {
            rows.read(json);
            return rows.toTensors();
        }
    }

    private List<Tensor> namedRows() {
        try (NamedRows rows = new NamedRows(declared, allocator)) {
            rows.read(json);
            return rows.toTensors();
        }
    }

    /// Adds tensors to those that are closed on failure as it goes.
    private void readNamedColumns() {
        if (json.peek() != '{') {
            throw json.mismatch(COLUMNS, "an object with the inputs " + declared);
        }
        boolean[] seen = new boolean[declared.all().size()];
        for (boolean more = json.beginObject(COLUMNS); more; more = json.nextMember()) {
            int index = declared.requireIndex(json.key());
            TensorSpec spec = declared.all().get(index);
            if (seen[index]) {
                throw new InvalidInput(
                        "input '%s' is there twice, expected once".formatted(spec.name()));
            }
            seen[index] = true;
            tensors.add(tensor(spec, COLUMNS));
        }
        for (int i = 0; i < seen.length; i++) {
            TensorSpec spec = declared.all().get(i);
            if (!seen[i] && !spec.optional()) {
                throw new InvalidInput(
                        "input '%s' is missing, the model expects %s"
                                .formatted(spec.name(), declared));
            }
        }
    }
}
