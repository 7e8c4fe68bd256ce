package dev.serval.protocol.cloudevents;

import dev.serval.inference.request.Parameters;
import org.jspecify.annotations.Nullable;

/// An event that carries the body of a call.
public final class CloudEvent {
    /// How an event lies in its HTTP message, which decides how the answer does.
    public enum Mode {
        /// Attributes in `ce-` headers, the data as the body.
        BINARY,
        /// Attributes and data in one JSON object, and the content type says so.
        STRUCTURED,
        /// The same object under any other content type. As in KServe it is taken for an event, and
        /// answered as if there were none.
        IMPLIED
    }

    private final Mode mode;
    private final Parameters attributes;
    private final @Nullable String dataContentType;
    private final byte[] data;
    private final int dataLength;

    CloudEvent(
            Mode mode,
            Parameters attributes,
            @Nullable String dataContentType,
            byte[] data,
            int dataLength) {
        this.mode = mode;
        this.attributes = attributes;
        this.dataContentType = dataContentType;
        this.data = data;
        this.dataLength = dataLength;
    }

    public Mode mode() {
        return mode;
    }

    /// All attributes but `datacontenttype`, in the order in which they came: text, or in
    /// structured mode also integers and booleans. `specversion`, `id`, `source` and `type` are
    /// among them.
    public Parameters attributes() {
        return attributes;
    }

    /// The content type of the data; `null` where the event does not say, which means JSON.
    public @Nullable String dataContentType() {
        return dataContentType;
    }

    /// The call's body in its first [#dataLength] bytes; not a copy.
    public byte[] data() {
        return data;
    }

    public int dataLength() {
        return dataLength;
    }
}
