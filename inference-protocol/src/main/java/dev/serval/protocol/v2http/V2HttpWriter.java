package dev.serval.protocol.v2http;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.json.JsonWriter;
import dev.serval.protocol.wire.MessageParts;
import java.util.OptionalInt;

/// Writes the body of a V2 answer. An output is binary if its own parameter `binary_data` says so;
/// if the request lists no outputs, the request's `binary_data_output` decides for all of them. An
/// output that is listed without `binary_data` is JSON even then, as in Triton and KServe.
public final class V2HttpWriter {
    static final String BINARY_OUTPUT = "binary_data";
    static final String BINARY_OUTPUTS = "binary_data_output";

    private final InferRequest request;
    private final JsonWriter json;
    private final TensorEntries entries;

    private V2HttpWriter(InferRequest request, JsonWriter json, TensorEntries entries) {
        this.request = request;
        this.json = json;
        this.entries = entries;
    }

    /// The body. Binary outputs of fixed-size elements are parts of it as they are, so the response
    /// stays open until it is sent.
    ///
    /// @param allocator where the memory for binary BYTES outputs comes from
    /// @throws dev.serval.inference.failure.InvalidInput if an output that is not text has to be
    ///   written as JSON
    public static V2HttpBody write(
            ModelName name,
            ModelVersion version,
            InferRequest request,
            InferResponse response,
            TensorAllocator allocator) {
        JsonWriter json = new JsonWriter(expectedLength(response));
        try (MessageParts parts = new MessageParts(allocator)) {
            TensorEntries entries = new TensorEntries(json, parts);
            new V2HttpWriter(request, json, entries).writeAnswer(name, version, response);
            parts.addFirst(json.toSegment());
            return new V2HttpBody(
                    parts.finish(),
                    entries.hasBinary() ? OptionalInt.of(json.length()) : OptionalInt.empty());
        }
    }

    private static int expectedLength(InferResponse response) {
        long elements = 0;
        for (Tensor output : response.outputs()) {
            elements += output.elementCount();
        }
        return TensorEntries.expectedLength(elements);
    }

    private void writeAnswer(ModelName name, ModelVersion version, InferResponse response) {
        json.beginObject();
        json.key("model_name").string(name.value());
        json.key("model_version").string(version.toString());
        if (request.id() != null) {
            json.key("id").string(request.id());
        }
        if (!response.parameters().isEmpty()) {
            json.key("parameters");
            JsonParameters.write(response.parameters(), json);
        }
        json.key("outputs").beginArray();
        response.outputs().forEach(this::writeOutput);
        json.endArray().endObject();
    }

    private void writeOutput(Tensor output) {
        if (isBinary(output.name())) {
            entries.writeBinary(output, Parameters.none());
        } else {
            entries.writeJson(output, Parameters.none());
        }
    }

    private boolean isBinary(String output) {
        for (RequestedOutput requested : request.outputs()) {
            if (requested.name().equals(output)) {
                return flag(requested.parameters(), BINARY_OUTPUT);
            }
        }
        return flag(request.parameters(), BINARY_OUTPUTS);
    }

    private static boolean flag(Parameters parameters, String name) {
        return parameters.findFlag(name).orElse(false);
    }
}
