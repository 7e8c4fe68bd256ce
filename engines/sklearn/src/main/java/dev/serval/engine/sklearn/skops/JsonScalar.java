package dev.serval.engine.sklearn.skops;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.serval.engine.sklearn.pickle.PickleException;
import dev.serval.engine.sklearn.pickle.Value;
import dev.serval.engine.sklearn.pickle.Value.Nothing;
import dev.serval.engine.sklearn.pickle.Value.Real;
import dev.serval.engine.sklearn.pickle.Value.Text;
import dev.serval.engine.sklearn.pickle.Value.Truth;
import dev.serval.engine.sklearn.pickle.Value.Whole;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.regex.Pattern;

/// Values without parts, each of which is JSON in a string of its own.
final class JsonScalar {
    /// Time to read digits grows with their square, so there is a limit.
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,1000}");

    private static final Pattern REAL =
            Pattern.compile("-?[0-9]{1,1000}([.][0-9]{1,1000})?([eE][+-]?[0-9]{1,9})?");

    private JsonScalar() {}

    /// @throws PickleException if the text is something else
    static Value parse(String json) {
        return switch (json) {
            case "null" -> Nothing.NONE;
            case "true" -> new Truth(true);
            case "false" -> new Truth(false);
            case "NaN" -> new Real(Double.NaN);
            case "Infinity" -> new Real(Double.POSITIVE_INFINITY);
            case "-Infinity" -> new Real(Double.NEGATIVE_INFINITY);
            default -> json.startsWith("\"") ? string(json) : number(json);
        };
    }

    /// The key of a dict, which JSON makes a text whatever it was.
    ///
    /// @param type what it was, by its dotted name
    static Value key(String text, String type) {
        return switch (type) {
            case "builtins.int", "builtins.float" -> number(text);
            case "builtins.bool", "builtins.NoneType" -> parse(text);
            default ->
                    type.startsWith("numpy.int") || type.startsWith("numpy.uint")
                            ? number(text)
                            : new Text(text);
        };
    }

    private static Value number(String text) {
        if (WHOLE.matcher(text).matches()) {
            return new Whole(new BigInteger(text));
        }
        if (REAL.matcher(text).matches()) {
            return new Real(Double.parseDouble(text));
        }
        throw new PickleException(
                "%s is found, expected JSON of one number, truth or string"
                        .formatted(new Text(text).describe()));
    }

    private static Text string(String json) {
        JsonReader reader = new JsonReader(new StringReader(json));
        reader.setStrictness(Strictness.STRICT);
        try {
            String text = reader.nextString();
            if (reader.peek() == JsonToken.END_DOCUMENT) {
                return new Text(text);
            }
        } catch (IOException | IllegalStateException broken) {
            throw refused(json, broken);
        }
        throw refused(json, null);
    }

    private static PickleException refused(
            String json, @org.jspecify.annotations.Nullable Exception why) {
        return new PickleException(
                "%s is no JSON string".formatted(new Text(json).describe()), why);
    }
}
