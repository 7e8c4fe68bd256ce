package dev.serval.protocol.v2http;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.json.JsonWriter;
import dev.serval.protocol.json.TensorWriter;
import dev.serval.protocol.wire.MessageParts;
import dev.serval.protocol.wire.RawTensors;
import java.util.OptionalInt;

/// Writes the body of a V2 answer. An output is binary if its own parameter `binary_data` says so;
/// if the request lists no outputs, the request's `binary_data_output` decides for all of them. An
/// output that is listed without `binary_data` is JSON even then, as in Triton and KServe.
public final class V2HttpWriter {
    static final String BINARY_OUTPUT = "binary_data";
    static final String BINARY_OUTPUTS = "binary_data_output";
    private static final int ENVELOPE = 512;
    private static final long LARGEST_GUESS = 1 << 20;

    private final InferRequest request;
    private final JsonWriter json;
    private final TensorWriter elements;
    private final MessageParts parts;
    private boolean binary;

    private V2HttpWriter(InferRequest request, JsonWriter json, MessageParts parts) {
        this.request = request;
        this.json = json;
        this.elements = new TensorWriter(json, TensorWriter.NonText.REFUSED);
        this.parts = parts;
    }

    /// The body. Binary outputs of fixed-size elements are parts of it as they are, so the response
    /// stays open until it is sent.
    ///
    /// @param allocator where the memory for binary BYTES outputs comes from
    /// @throws dev.serval.inference.failure.InvalidInput if an output that is not text has to be
    ///   written as JSON
    public static V2HttpAnswer write(
            ModelName name,
            ModelVersion version,
            InferRequest request,
            InferResponse response,
            TensorAllocator allocator) {
        JsonWriter json = new JsonWriter(expectedLength(response));
        try (MessageParts parts = new MessageParts(allocator)) {
            V2HttpWriter writer = new V2HttpWriter(request, json, parts);
            writer.writeAnswer(name, version, response);
            parts.addFirst(json.toSegment());
            return new V2HttpAnswer(
                    parts.finish(),
                    writer.binary ? OptionalInt.of(json.length()) : OptionalInt.empty());
        }
    }

    private static int expectedLength(InferResponse response) {
        long elements = 0;
        for (Tensor output : response.outputs()) {
            elements += output.elementCount();
        }
        return (int) (ENVELOPE + Math.min(12 * elements, LARGEST_GUESS));
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
        json.beginObject();
        json.key("name").string(output.name());
        json.key("datatype").string(output.dataType().name());
        json.key("shape");
        writeShape(output.shape());
        if (isBinary(output.name())) {
            binary = true;
            json.key("parameters").beginObject();
            json.key("binary_data_size").number(RawTensors.byteSize(output));
            json.endObject();
            parts.addRaw(output);
        } else {
            json.key("data");
            elements.writeFlat(output);
        }
        json.endObject();
    }

    private void writeShape(Shape shape) {
        json.beginArray();
        for (int axis = 0; axis < shape.rank(); axis++) {
            json.number(shape.dimension(axis));
        }
        json.endArray();
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
