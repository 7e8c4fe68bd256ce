package dev.serval.protocol.v2http;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.json.JsonScanner;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the body of a V2 inference request.
public final class V2HttpReader {
    private final JsonScanner json;
    private final BinaryTail tail;
    private final TensorAllocator allocator;
    private final List<InferInput> inputs = new ArrayList<>();
    private boolean hasInputs;
    private @Nullable String id;
    private @Nullable Parameters parameters;
    private @Nullable List<RequestedOutput> outputs;

    private V2HttpReader(JsonScanner json, BinaryTail tail, TensorAllocator allocator) {
        this.json = json;
        this.tail = tail;
        this.allocator = allocator;
    }

    /// The request of a body. Whatever the bytes are, the answer is a request or an
    /// [dev.serval.inference.failure.InferenceException], after which nothing stays taken.
    ///
    /// @param json whose first `jsonLength` bytes are the JSON part
    /// @param tail the raw bytes after it; empty if there are none. Binary inputs are views of it
    ///   where it is native memory and aligned to their elements, so it must outlive the request
    /// @param allocator where the memory of all other inputs comes from
    /// @throws InvalidInput naming the member, input or element that is wrong
    public static InferRequest read(
            byte[] json, int jsonLength, MemorySegment tail, TensorAllocator allocator) {
        JsonScanner scanner = new JsonScanner(json, 0, jsonLength, "malformed JSON");
        BinaryTail binary = new BinaryTail(tail, allocator);
        return new V2HttpReader(scanner, binary, allocator).read();
    }

    private InferRequest read() {
        try {
            boolean more = json.beginObject("the request");
            for (; more; more = json.nextMember()) {
                readMember(json.key());
            }
            json.requireEnd();
            if (!hasInputs) {
                throw new InvalidInput("the request: 'inputs' is missing");
            }
            tail.requireTaken();
            return new InferRequest(
                    id,
                    Objects.requireNonNullElse(parameters, Parameters.none()),
                    inputs,
                    Objects.requireNonNullElse(outputs, List.of()));
        } catch (RuntimeException refused) {
            inputs.forEach(input -> input.tensor().close());
            throw refused;
        }
    }

    private void readMember(String key) {
        switch (key) {
            case "id" -> {
                requireFirst(key, id != null);
                id = json.skipNull() ? null : json.string("'id'");
            }
            case "parameters" -> {
                requireFirst(key, parameters != null);
                parameters = JsonParameters.read(json, "the request");
                requireFlag(parameters, V2HttpWriter.BINARY_OUTPUTS, "the request");
            }
            case "inputs" -> {
                requireFirst(key, hasInputs);
                readInputs();
            }
            case "outputs" -> {
                requireFirst(key, outputs != null);
                outputs = json.skipNull() ? null : readOutputs();
            }
            default -> json.skipValue();
        }
    }

    private static void requireFirst(String key, boolean seen) {
        if (seen) {
            throw new InvalidInput(
                    "the request: '%s' is there twice, expected once".formatted(key));
        }
    }

    private void readInputs() {
        hasInputs = true;
        for (boolean more = json.beginArray("'inputs'"); more; more = json.nextElement()) {
            inputs.add(new InputReader(json, tail, allocator, inputs.size()).read());
        }
        if (inputs.size() > 1) {
            requireDistinct();
        }
    }

    private void requireDistinct() {
        Set<String> names = new HashSet<>();
        for (InferInput input : inputs) {
            if (!names.add(input.name())) {
                throw new InvalidInput(
                        "input '%s' is there twice, expected once".formatted(input.name()));
            }
        }
    }

    private List<RequestedOutput> readOutputs() {
        List<RequestedOutput> found = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (boolean more = json.beginArray("'outputs'"); more; more = json.nextElement()) {
            RequestedOutput output = readOutput(found.size());
            if (!names.add(output.name())) {
                throw new InvalidInput(
                        "output '%s' is asked for twice, expected once".formatted(output.name()));
            }
            found.add(output);
        }
        return found;
    }

    private RequestedOutput readOutput(int index) {
        String thing = "output " + index;
        String name = null;
        Parameters found = Parameters.none();
        for (boolean more = json.beginObject(thing); more; more = json.nextMember()) {
            switch (json.key()) {
                case "name" -> {
                    name = json.string(thing + ": 'name'");
                    thing = "output '" + name + "'";
                }
                case "parameters" -> found = JsonParameters.read(json, thing);
                default -> json.skipValue();
            }
        }
        if (name == null) {
            throw new InvalidInput("%s: 'name' is missing".formatted(thing));
        }
        requireFlag(found, V2HttpWriter.BINARY_OUTPUT, thing);
        return new RequestedOutput(name, found);
    }

    /// Refused now, not when the answer is written and the work is done.
    private static void requireFlag(Parameters parameters, String name, String owner) {
        try {
            parameters.findFlag(name);
        } catch (InvalidInput refused) {
            throw new InvalidInput("%s: %s".formatted(owner, refused.getMessage()));
        }
    }
}
