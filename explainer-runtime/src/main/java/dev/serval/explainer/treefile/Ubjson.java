package dev.serval.explainer.treefile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Universal Binary JSON (draft 12) as a tree, which is what XGBoost writes unless it is asked for
/// text.
final class Ubjson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 64;

    private final ByteBuffer in;

    private Ubjson(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes);
    }

    static JsonNode read(byte[] bytes) throws MalformedTreesException {
        Ubjson reader = new Ubjson(bytes);
        try {
            return reader.value(reader.marker(), 0);
        } catch (BufferUnderflowException cut) {
            throw new MalformedTreesException("it ends in the middle of a value");
        }
    }

    /// The next marker that is no padding.
    private char marker() {
        char marker = (char) in.get();
        while (marker == 'N') {
            marker = (char) in.get();
        }
        return marker;
    }

    private JsonNode value(char marker, int depth) throws MalformedTreesException {
        return switch (marker) {
            case 'Z' -> NODES.nullNode();
            case 'T' -> NODES.booleanNode(true);
            case 'F' -> NODES.booleanNode(false);
            case 'd' -> NODES.numberNode(in.getFloat());
            case 'D' -> NODES.numberNode(in.getDouble());
            case 'C' -> NODES.textNode(String.valueOf((char) in.get()));
            case 'S', 'H' -> NODES.textNode(text());
            case '[' -> array(depth + 1);
            case '{' -> object(depth + 1);
            default -> NODES.numberNode(whole(marker));
        };
    }

    private long whole(char marker) throws MalformedTreesException {
        return switch (marker) {
            case 'i' -> in.get();
            case 'U' -> in.get() & 0xFF;
            case 'I' -> in.getShort();
            case 'l' -> in.getInt();
            case 'L' -> in.getLong();
            default ->
                    throw new MalformedTreesException(
                            "byte %d is 0x%02x, expected a UBJSON value"
                                    .formatted(in.position() - 1, (int) marker));
        };
    }

    private int length() throws MalformedTreesException {
        long length = whole(marker());
        if (length < 0 || length > in.remaining()) {
            throw new MalformedTreesException(
                    "byte %d claims %d more, %d are left"
                            .formatted(in.position(), length, in.remaining()));
        }
        return (int) length;
    }

    private String text() throws MalformedTreesException {
        byte[] bytes = new byte[length()];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private ArrayNode array(int depth) throws MalformedTreesException {
        ArrayNode array = NODES.arrayNode();
        Size size = size(depth);
        if (size.count() >= 0) {
            for (int i = 0; i < size.count(); i++) {
                array.add(value(size.type() == 0 ? marker() : size.type(), depth));
            }
            return array;
        }
        for (char marker = marker(); marker != ']'; marker = marker()) {
            array.add(value(marker, depth));
        }
        return array;
    }

    private ObjectNode object(int depth) throws MalformedTreesException {
        ObjectNode object = NODES.objectNode();
        Size size = size(depth);
        for (int i = 0; size.count() < 0 || i < size.count(); i++) {
            in.mark();
            if (size.count() < 0 && marker() == '}') {
                break;
            }
            if (size.count() < 0) {
                in.reset();
            }
            String key = text();
            object.set(key, value(size.type() == 0 ? marker() : size.type(), depth));
        }
        return object;
    }

    /// How many members follow, and of what type.
    ///
    /// @param type 0 if each says so itself
    /// @param count negative if there is an end marker
    private record Size(char type, int count) {}

    private Size size(int depth) throws MalformedTreesException {
        if (depth > DEEPEST) {
            throw new MalformedTreesException("it is nested deeper than %d".formatted(DEEPEST));
        }
        char type = 0;
        in.mark();
        char marker = marker();
        if (marker == '$') {
            type = marker();
            in.mark();
            marker = marker();
        }
        if (marker == '#') {
            return new Size(type, length());
        }
        if (type != 0) {
            throw new MalformedTreesException("a list has a type and no count");
        }
        in.reset();
        return new Size(type, -1);
    }
}
