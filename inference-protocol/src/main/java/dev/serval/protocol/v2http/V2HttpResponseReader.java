package dev.serval.protocol.v2http;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.json.JsonScanner;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads the body of a V2 answer, as a client of another server does.
public final class V2HttpResponseReader {
    private final JsonScanner json;
    private final BinaryTail tail;
    private final TensorAllocator allocator;
    private final List<Tensor> outputs = new ArrayList<>();
    private Parameters parameters = Parameters.none();
    private boolean hasOutputs;

    private V2HttpResponseReader(JsonScanner json, BinaryTail tail, TensorAllocator allocator) {
        this.json = json;
        this.tail = tail;
        this.allocator = allocator;
    }

    /// The answer of a body. Whatever the bytes are, the outcome is an answer or an
    /// [dev.serval.inference.failure.InferenceException], after which nothing stays taken.
    ///
    /// @param json whose first `jsonLength` bytes are the JSON part
    /// @param tail the raw bytes after it; empty if there are none. Binary outputs are views of it
    ///   where it is native memory and aligned to their elements, so it must outlive the answer
    /// @throws InvalidInput naming the member, tensor or element that is wrong
    public static InferResponse read(
            byte[] json, int jsonLength, MemorySegment tail, TensorAllocator allocator) {
        JsonScanner scanner = new JsonScanner(json, 0, jsonLength, "malformed JSON");
        BinaryTail binary = new BinaryTail(tail, allocator);
        return new V2HttpResponseReader(scanner, binary, allocator).read();
    }

    private InferResponse read() {
        try {
            boolean more = json.beginObject("the answer");
            for (; more; more = json.nextMember()) {
                readMember(json.key());
            }
            json.requireEnd();
            if (!hasOutputs) {
                throw new InvalidInput("the answer: 'outputs' is missing");
            }
            tail.requireTaken();
            return new InferResponse(parameters, outputs);
        } catch (RuntimeException refused) {
            outputs.forEach(Tensor::close);
            throw refused;
        }
    }

    private void readMember(String key) {
        switch (key) {
            case "parameters" -> parameters = JsonParameters.read(json, "the answer");
            case "outputs" -> {
                if (hasOutputs) {
                    throw new InvalidInput("the answer: 'outputs' is there twice, expected once");
                }
                hasOutputs = true;
                readOutputs();
            }
            default -> json.skipValue();
        }
    }

    private void readOutputs() {
        Set<String> names = new HashSet<>();
        for (boolean more = json.beginArray("'outputs'"); more; more = json.nextElement()) {
            Tensor output = new InputReader(json, tail, allocator, outputs.size()).read().tensor();
            outputs.add(output);
            if (!names.add(output.name())) {
                throw new InvalidInput(
                        "output '%s' is there twice, expected once".formatted(output.name()));
            }
        }
    }
}
