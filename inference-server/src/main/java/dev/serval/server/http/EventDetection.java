package dev.serval.server.http;

import dev.serval.protocol.cloudevents.CloudEvent;
import dev.serval.protocol.cloudevents.CloudEventReader;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Tells calls that come as CloudEvents from those that do not, at little cost to the latter.
final class EventDetection {
    private static final String EVENT_TYPE = "application/cloudevents";
    private static final List<String> EVENT_HEADERS =
            List.of("ce-specversion", "ce-id", "ce-source", "ce-type");
    private static final List<byte[]> EVENT_KEYS =
            List.of(
                    key("specversion"),
                    key("source"),
                    key("type"),
                    key("time"),
                    key("subject"),
                    key("datacontenttype"),
                    key("dataschema"),
                    key("data"));

    private static final byte[] ID = key("id");
    private static final byte[] INPUTS = key("inputs");

    private EventDetection() {}

    /// The event that the request is, if it is one. A body under an ordinary content type is looked
    /// at only if its first key could be an event's.
    ///
    /// @throws dev.serval.inference.failure.InvalidInput if it is a malformed event
    static Optional<CloudEvent> find(MultiMap headers, HttpBody body) {
        if (!isDeclared(headers) && !beginsAsEvent(body)) {
            return Optional.empty();
        }
        return CloudEventReader.find(headers, body.json(), body.jsonLength());
    }

    private static boolean isDeclared(MultiMap headers) {
        String type = headers.get("content-type");
        return type != null && type.startsWith(EVENT_TYPE) || hasEventHeader(headers);
    }

    private static boolean hasEventHeader(MultiMap headers) {
        for (String name : EVENT_HEADERS) {
            if (headers.contains(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean beginsAsEvent(HttpBody body) {
        BodyStart start = new BodyStart(body);
        if (!start.take('{')) {
            return false;
        }
        if (start.take(ID)) {
            return !goesOnAsCall(start);
        }
        for (byte[] key : EVENT_KEYS) {
            if (start.take(key)) {
                return true;
            }
        }
        return false;
    }

    /// Whether it is a call of V2 which has its id first, as those of most clients that have one:
    /// no attribute of an event is an array.
    private static boolean goesOnAsCall(BodyStart start) {
        return start.take(':')
                && start.takeString()
                && start.take(',')
                && start.take(INPUTS)
                && start.take(':')
                && start.take('[');
    }

    private static byte[] key(String name) {
        return ('"' + name + '"').getBytes(StandardCharsets.US_ASCII);
    }
}
