package dev.serval.protocol.cloudevents;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.Parameters;
import dev.serval.protocol.json.JsonNumber;
import dev.serval.protocol.json.JsonScanner;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads an event that is one JSON object.
final class StructuredEvent {
    private static final String DATA = "data";
    private static final String DATA_BASE64 = "data_base64";

    private final byte[] body;
    private final int length;
    private final JsonScanner json;
    private final EventAttributes attributes = new EventAttributes();
    private byte @Nullable [] data;

    private StructuredEvent(byte[] body, int length) {
        this.body = body;
        this.length = length;
        this.json = new JsonScanner(body, 0, length, "malformed JSON");
    }

    /// The event of a body that is said to be one.
    ///
    /// @throws InvalidInput naming what is missing or wrong
    static CloudEvent read(byte[] body, int length) {
        StructuredEvent event = new StructuredEvent(body, length);
        boolean more = event.json.beginObject("the event");
        for (; more; more = event.json.nextMember()) {
            event.readMember(event.json.key());
        }
        event.json.requireEnd();
        return event.toEvent(CloudEvent.Mode.STRUCTURED);
    }

    /// The event of a body that may be one: an object with all required attributes and data. The
    /// search ends at the first other member that holds an array or object, as no attribute does,
    /// so that the body of an ordinary call is left after a few bytes. What is no JSON is left to
    /// whoever reads the call.
    ///
    /// @throws InvalidInput if it is an event of a version that is not spoken here
    static Optional<CloudEvent> find(byte[] body, int length) {
        StructuredEvent event = new StructuredEvent(body, length);
        if (event.json.peek() != '{' || !event.isWhole()) {
            return Optional.empty();
        }
        return Optional.of(event.toEvent(CloudEvent.Mode.IMPLIED));
    }

    private boolean isWhole() {
        try {
            boolean more = json.beginObject("the event");
            for (; more; more = json.nextMember()) {
                String key = json.key();
                int first = json.peek();
                if (!key.equals(DATA) && (first == '{' || first == '[')) {
                    return false;
                }
                readMember(key);
            }
            json.requireEnd();
            return data != null && EventAttributes.REQUIRED.stream().allMatch(attributes::has);
        } catch (InvalidInput noEvent) {
            return false;
        }
    }

    private void readMember(String key) {
        switch (key) {
            case DATA -> readData();
            case DATA_BASE64 -> readBase64();
            default -> readAttribute(key);
        }
    }

    private void readAttribute(String name) {
        if (!EventAttributes.isName(name)) {
            json.skipValue();
            return;
        }
        int first = json.peek();
        String thing = "the event's attribute '" + name + "'";
        switch (first) {
            case '"' -> attributes.put(name, new Parameter.Text(json.string(thing)));
            case 't', 'f' -> attributes.put(name, new Parameter.Flag(json.flag()));
            case 'n' -> json.skipNull();
            default -> {
                if (!JsonNumber.mayStartWith(first)) {
                    throw json.mismatch(thing, "a string, an integer or a boolean");
                }
                attributes.put(name, new Parameter.Whole(json.integer(thing)));
            }
        }
    }

    private void readData() {
        if (json.skipNull()) {
            return;
        }
        requireFirstData();
        if (json.peek() == '"') {
            data = json.string("'data'").getBytes(StandardCharsets.UTF_8);
            return;
        }
        int from = length - json.remaining();
        json.skipValue();
        data = Arrays.copyOfRange(body, from, length - json.remaining());
    }

    private void readBase64() {
        if (json.skipNull()) {
            return;
        }
        requireFirstData();
        String text = json.string("'data_base64'");
        try {
            data = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidInput(
                    "the event's 'data_base64' is no base64: %s".formatted(malformed.getMessage()));
        }
    }

    private void requireFirstData() {
        if (data != null) {
            throw new InvalidInput(
                    "the event has data twice, expected one of 'data', 'data_base64'");
        }
    }

    private CloudEvent toEvent(CloudEvent.Mode mode) {
        String contentType = attributes.removeDataContentType();
        Parameters named = attributes.requireEvent();
        if (data == null) {
            throw new InvalidInput("the event has no data, expected the body of a call");
        }
        return new CloudEvent(mode, named, contentType, data, data.length);
    }
}
