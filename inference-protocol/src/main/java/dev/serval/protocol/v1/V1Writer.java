package dev.serval.protocol.v1;

import dev.serval.inference.request.InferResponse;
import dev.serval.protocol.json.JsonWriter;
import dev.serval.protocol.wire.EncodedMessage;

/// Writes the body of a V1 answer, in the form in which its request came: `predictions` for rows,
/// `outputs` for columns. A model with one output answers with bare values, one with several with
/// objects from output name to value.
public final class V1Writer {
    private V1Writer() {}

    /// The body. It holds nothing of the response.
    ///
    /// @throws dev.serval.inference.failure.InvalidInput if the request is in rows and the outputs
    ///   do not have equally many
    public static EncodedMessage write(V1Request request, InferResponse response) {
        JsonWriter json = new JsonWriter(V1Values.expectedLength(response.outputs()));
        V1Values values = new V1Values(json, response.outputs());
        json.beginObject();
        switch (request.format()) {
            case ROWS -> {
                json.key("predictions");
                values.writeRows();
            }
            case COLUMNS -> {
                json.key("outputs");
                values.writeColumns();
            }
        }
        json.endObject();
        return EncodedMessage.of(json.toSegment());
    }
}
