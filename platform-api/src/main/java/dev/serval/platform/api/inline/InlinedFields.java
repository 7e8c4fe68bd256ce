package dev.serval.platform.api.inline;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The fields of one JSON object, handed out to the parts that share it. What no part asks for by
/// name goes to the part that takes the rest, so that no field is lost and none is kept twice.
///
/// Jackson's own `@JsonUnwrapped` writes such a type but does not read it: it would give the whole
/// object to every part, and each part keeps what it does not know.
public final class InlinedFields {
    private final Class<?> owner;
    private final ObjectNode remaining;
    private final DeserializationContext context;

    InlinedFields(Class<?> owner, ObjectNode fields, DeserializationContext context) {
        this.owner = owner;
        this.remaining = fields;
        this.context = context;
    }

    /// Takes the field `name`; null where it is absent.
    public <T> @Nullable T take(String name, Class<T> type) throws IOException {
        return take(name, context.constructType(type));
    }

    /// Takes the field `name` of a generic type; null where it is absent.
    public <T> @Nullable T take(String name, TypeReference<T> type) throws IOException {
        return take(name, context.getTypeFactory().constructType(type));
    }

    private <T> @Nullable T take(String name, JavaType type) throws IOException {
        JsonNode value = remaining.remove(name);
        if (value == null || value.isNull()) {
            return null;
        }
        try {
            return context.readTreeAsValue(value, type);
        } catch (JsonMappingException failure) {
            failure.prependPath(owner, name);
            throw failure;
        }
    }

    /// Takes the fields that `type` declares.
    public <T> T takeInlined(Class<T> type) throws IOException {
        ObjectNode part = remaining.objectNode();
        BeanDescription description = context.getConfig().introspect(context.constructType(type));
        description
                .findProperties()
                .forEach(property -> {
                    JsonNode value = remaining.remove(property.getName());
                    if (value != null) {
                        part.set(property.getName(), value);
                    }
                });
        return context.readTreeAsValue(part, type);
    }

    /// Takes all that is left, known to `type` or not.
    public <T> T takeRest(Class<T> type) throws IOException {
        T rest = context.readTreeAsValue(remaining.deepCopy(), type);
        remaining.removeAll();
        return rest;
    }
}
