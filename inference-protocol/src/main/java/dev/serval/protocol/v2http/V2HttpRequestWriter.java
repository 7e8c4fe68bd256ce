package dev.serval.protocol.v2http;

import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.json.JsonWriter;
import dev.serval.protocol.wire.MessageParts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Writes the body of a V2 request, as a client of another server does.
public final class V2HttpRequestWriter {
    private static final Parameter YES = new Parameter.Flag(true);

    private final JsonWriter json;
    private final TensorEntries entries;

    private V2HttpRequestWriter(JsonWriter json, TensorEntries entries) {
        this.json = json;
        this.entries = entries;
    }

    /// The body with every input in binary, which asks for binary outputs too.
    ///
    /// @param allocator where the memory for BYTES inputs comes from; inputs of fixed-size elements
    ///   are parts of the body as they are, so the request stays open until it is sent
    public static V2HttpBody writeBinary(InferRequest request, TensorAllocator allocator) {
        JsonWriter json = new JsonWriter(TensorEntries.expectedLength(0));
        try (MessageParts parts = new MessageParts(allocator)) {
            TensorEntries entries = new TensorEntries(json, parts);
            V2HttpRequestWriter writer = new V2HttpRequestWriter(json, entries);
            boolean all = request.outputs().isEmpty();
            writer.begin(request, all ? V2HttpWriter.BINARY_OUTPUTS : null);
            for (InferInput input : request.inputs()) {
                entries.writeBinary(input.tensor(), input.parameters());
            }
            writer.end(request, V2HttpWriter.BINARY_OUTPUT);
            parts.addFirst(json.toSegment());
            return new V2HttpBody(
                    parts.finish(),
                    entries.hasBinary() ? OptionalInt.of(json.length()) : OptionalInt.empty());
        }
    }

    /// The body in JSON alone, for servers without the binary extension. It holds nothing of the
    /// request.
    ///
    /// @throws dev.serval.inference.failure.InvalidInput if a BYTES input is no text
    public static V2HttpBody writeJson(InferRequest request, TensorAllocator allocator) {
        long elements = 0;
        for (InferInput input : request.inputs()) {
            elements += input.tensor().elementCount();
        }
        JsonWriter json = new JsonWriter(TensorEntries.expectedLength(elements));
        try (MessageParts parts = new MessageParts(allocator)) {
            TensorEntries entries = new TensorEntries(json, parts);
            V2HttpRequestWriter writer = new V2HttpRequestWriter(json, entries);
            writer.begin(request, null);
            for (InferInput input : request.inputs()) {
                entries.writeJson(input.tensor(), input.parameters());
            }
            writer.end(request, null);
            parts.addFirst(json.toSegment());
            return new V2HttpBody(parts.finish(), OptionalInt.empty());
        }
    }

    private void begin(InferRequest request, @Nullable String flag) {
        json.beginObject();
        if (request.id() != null) {
            json.key("id").string(request.id());
        }
        writeParameters(request.parameters(), flag);
        json.key("inputs").beginArray();
    }

    private void end(InferRequest request, @Nullable String flag) {
        json.endArray();
        if (!request.outputs().isEmpty()) {
            json.key("outputs").beginArray();
            for (RequestedOutput output : request.outputs()) {
                json.beginObject();
                json.key("name").string(output.name());
                writeParameters(output.parameters(), flag);
                json.endObject();
            }
            json.endArray();
        }
        json.endObject();
    }

    /// What the caller said, but for the form of outputs, which is this server's own business.
    private void writeParameters(Parameters parameters, @Nullable String flag) {
        Map<String, Parameter> all = new LinkedHashMap<>(parameters.byName());
        all.remove(V2HttpWriter.BINARY_OUTPUT);
        all.remove(V2HttpWriter.BINARY_OUTPUTS);
        if (flag != null) {
            all.put(flag, YES);
        }
        if (!all.isEmpty()) {
            json.key("parameters");
            JsonParameters.write(new Parameters(all), json);
        }
    }
}
