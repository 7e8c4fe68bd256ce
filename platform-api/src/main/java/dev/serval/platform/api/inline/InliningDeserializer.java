package dev.serval.platform.api.inline;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/// Reads a type whose JSON object holds the fields of other types among its own.
///
/// @param <T> the type that is read
public abstract class InliningDeserializer<T> extends JsonDeserializer<T> {
    private final Class<T> type;

    protected InliningDeserializer(Class<T> type) {
        this.type = type;
    }

    /// Builds the value out of its fields.
    protected abstract T read(InlinedFields fields) throws IOException;

    @Override
    public final T deserialize(JsonParser parser, DeserializationContext context)
            throws IOException {
        JsonNode tree = parser.readValueAsTree();
        if (tree instanceof ObjectNode fields) {
            return read(new InlinedFields(type, fields, context));
        }
        return context.reportInputMismatch(
                type, "expected an object, found %s", tree.getNodeType());
    }
}
