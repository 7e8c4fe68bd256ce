package dev.serval.protocol.v2http;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.Parameters;
import dev.serval.protocol.json.JsonNumber;
import dev.serval.protocol.json.JsonScanner;
import dev.serval.protocol.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/// Parameters as a JSON object.
final class JsonParameters {
    private JsonParameters() {}

    /// @param owner whose parameters they are, in a refusal: `input 'x'`, or what becomes that text
    ///   by its `toString` when it is needed
    static Parameters read(JsonScanner json, Object owner) {
        if (json.skipNull()) {
            return Parameters.none();
        }
        if (json.peek() != '{') {
            throw json.mismatch(owner + ": 'parameters'", "an object");
        }
        Map<String, Parameter> byName = new LinkedHashMap<>();
        boolean more = json.beginObject("the parameters");
        for (; more; more = json.nextMember()) {
            String name = json.key();
            if (!json.skipNull() && byName.put(name, value(json)) != null) {
                throw new InvalidInput(
                        "%s: parameter '%s' is there twice, expected once".formatted(owner, name));
            }
        }
        return byName.isEmpty() ? Parameters.none() : new Parameters(byName);
    }

    private static Parameter value(JsonScanner json) {
        int first = json.peek();
        return switch (first) {
            case '"' -> new Parameter.Text(json.string("a parameter"));
            case 't', 'f' -> new Parameter.Flag(json.flag());
            default ->
                    JsonNumber.mayStartWith(first)
                            ? number(json.number())
                            : new Parameter.Text(json.valueText());
        };
    }

    /// An integer beyond 64 bits is kept as the nearest real.
    private static Parameter number(JsonNumber number) {
        if (number.fitsLong()) {
            return new Parameter.Whole(number.toLong());
        }
        if (number.fitsUnsignedLong()) {
            return new Parameter.Unsigned(number.toUnsignedLong());
        }
        return new Parameter.Real(number.toDouble());
    }

    static void write(Parameters parameters, JsonWriter json) {
        json.beginObject();
        writeMembers(parameters, json);
        json.endObject();
    }

    /// Writes what is between the braces.
    static void writeMembers(Parameters parameters, JsonWriter json) {
        parameters
                .byName()
                .forEach((name, parameter) -> {
                    json.key(name);
                    switch (parameter) {
                        case Parameter.Flag flag -> json.flag(flag.value());
                        case Parameter.Whole whole -> json.number(whole.value());
                        case Parameter.Unsigned unsigned -> json.unsigned(unsigned.bits());
                        case Parameter.Real real -> json.number(real.value());
                        case Parameter.Text text -> json.string(text.value());
                    }
                });
    }
}
