package dev.serval.server.failure;

import dev.serval.protocol.json.JsonWriter;
import java.lang.foreign.ValueLayout;

/// The body of every HTTP answer that is no success: `{"error": "…"}`.
public final class ErrorBody {
    private ErrorBody() {}

    /// The body that tells that message.
    public static byte[] of(String message) {
        JsonWriter json = new JsonWriter(message.length() + 16);
        json.beginObject().key("error").string(message).endObject();
        return json.toSegment().toArray(ValueLayout.JAVA_BYTE);
    }
}
