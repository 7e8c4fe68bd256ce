package dev.serval.protocol.v2http;

import dev.serval.inference.request.Parameters;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.protocol.json.JsonWriter;
import dev.serval.protocol.json.TensorWriter;
import dev.serval.protocol.wire.MessageParts;
import dev.serval.protocol.wire.RawTensors;

/// Writes tensors as the elements of `inputs` and `outputs`, in JSON or behind it.
final class TensorEntries {
    private static final int ENVELOPE = 512;
    private static final long LARGEST_GUESS = 1 << 20;

    private final JsonWriter json;
    private final TensorWriter elements;
    private final MessageParts parts;
    private boolean binary;

    TensorEntries(JsonWriter json, MessageParts parts) {
        this.json = json;
        this.elements = new TensorWriter(json, TensorWriter.NonText.REFUSED);
        this.parts = parts;
    }

    /// How long the JSON around so many elements is, if they are in it.
    static int expectedLength(long elements) {
        return (int) (ENVELOPE + Math.min(12 * elements, LARGEST_GUESS));
    }

    /// Whether some tensor was written behind the JSON.
    boolean hasBinary() {
        return binary;
    }

    /// Writes a tensor with its data in the JSON.
    void writeJson(Tensor tensor, Parameters parameters) {
        begin(tensor);
        writeParameters(parameters);
        json.key("data");
        elements.writeFlat(tensor);
        json.endObject();
    }

    /// Writes a tensor whose data follows the JSON.
    void writeBinary(Tensor tensor, Parameters parameters) {
        binary = true;
        begin(tensor);
        json.key("parameters").beginObject();
        JsonParameters.writeMembers(InputReader.withoutBinarySize(parameters), json);
        json.key(InputReader.BINARY_SIZE).number(RawTensors.byteSize(tensor));
        json.endObject().endObject();
        parts.addRaw(tensor);
    }

    private void begin(Tensor tensor) {
        json.beginObject();
        json.key("name").string(tensor.name());
        json.key("datatype").string(tensor.dataType().name());
        json.key("shape");
        writeShape(tensor.shape());
    }

    private void writeParameters(Parameters parameters) {
        if (!parameters.isEmpty()) {
            json.key("parameters");
            JsonParameters.write(parameters, json);
        }
    }

    private void writeShape(Shape shape) {
        json.beginArray();
        for (int axis = 0; axis < shape.rank(); axis++) {
            json.number(shape.dimension(axis));
        }
        json.endArray();
    }
}
