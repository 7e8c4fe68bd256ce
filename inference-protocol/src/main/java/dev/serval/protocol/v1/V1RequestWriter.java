package dev.serval.protocol.v1;

import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.tensor.Tensor;
import dev.serval.protocol.json.JsonWriter;
import dev.serval.protocol.wire.EncodedMessage;
import java.util.List;

/// Writes the body of a V1 request, as a client of another server does: `instances` where all
/// inputs have equally many rows, `inputs` elsewhere.
public final class V1RequestWriter {
    private V1RequestWriter() {}

    /// The body. It holds nothing of the request.
    public static EncodedMessage write(InferRequest request) {
        List<Tensor> inputs = request.inputs().stream().map(InferInput::tensor).toList();
        JsonWriter json = new JsonWriter(V1Values.expectedLength(inputs));
        V1Values values = new V1Values(json, inputs);
        json.beginObject();
        if (values.haveEqualRows()) {
            json.key("instances");
            values.writeRows();
        } else {
            json.key("inputs");
            values.writeColumns();
        }
        json.endObject();
        return EncodedMessage.of(json.toSegment());
    }
}
