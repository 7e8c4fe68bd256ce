package dev.serval.engine.sklearn.skops;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.serval.engine.sklearn.pickle.PickleException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/// The text of a tree of nodes. Its elements are counted before any is made, since a few bytes of
/// text become many of an element.
final class Schema {
    private static final int MOST_ELEMENTS = 4_000_000;
    private static final int DEEPEST = 200;

    private Schema() {}

    /// The root of the tree.
    ///
    /// @throws PickleException if the text is no JSON, or too deep or too much of it
    static Node parse(byte[] text) {
        try {
            requireFew(reader(text));
            JsonElement root = JsonParser.parseReader(reader(text));
            return Node.of(root);
        } catch (JsonParseException | IllegalStateException | IOException broken) {
            throw new PickleException(
                    "its schema is no JSON that is at most %d deep: %s"
                            .formatted(DEEPEST, reason(broken)),
                    broken);
        }
    }

    private static String reason(Exception broken) {
        String message = String.valueOf(broken.getMessage());
        return message.lines().findFirst().orElse("it is empty");
    }

    private static void requireFew(JsonReader reader) throws IOException {
        int elements = 0;
        for (JsonToken token = reader.peek();
                token != JsonToken.END_DOCUMENT;
                token = reader.peek()) {
            skip(reader, token);
            elements++;
            if (elements > MOST_ELEMENTS) {
                throw new PickleException(
                        "its schema has more than %d elements".formatted(MOST_ELEMENTS));
            }
        }
    }

    private static void skip(JsonReader reader, JsonToken token) throws IOException {
        switch (token) {
            case BEGIN_ARRAY -> reader.beginArray();
            case END_ARRAY -> reader.endArray();
            case BEGIN_OBJECT -> reader.beginObject();
            case END_OBJECT -> reader.endObject();
            case NAME, STRING, NUMBER, BOOLEAN, NULL -> reader.skipValue();
            case END_DOCUMENT -> throw new IllegalStateException("nothing is skipped at the end");
        }
    }

    private static JsonReader reader(byte[] text) {
        JsonReader reader =
                new JsonReader(
                        new InputStreamReader(
                                new ByteArrayInputStream(text), StandardCharsets.UTF_8));
        reader.setNestingLimit(DEEPEST);
        return reader;
    }
}
