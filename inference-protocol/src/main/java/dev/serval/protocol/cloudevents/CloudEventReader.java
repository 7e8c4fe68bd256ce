package dev.serval.protocol.cloudevents;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.Parameters;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the event in an HTTP request.
public final class CloudEventReader {
    static final String CONTENT_TYPE = "content-type";
    static final String HEADER_PREFIX = "ce-";
    static final String STRUCTURED_TYPE = "application/cloudevents+json";
    private static final String BATCH_TYPE = "application/cloudevents-batch";
    private static final String ANY_TYPE = "application/cloudevents";

    private CloudEventReader() {}

    /// The event that a request is; empty if it is an ordinary call or a batch of events.
    ///
    /// It is one if its content type says so, if it has one of the headers `ce-specversion`,
    /// `ce-id`, `ce-source` and `ce-type`, or if its body is a JSON object with all of these
    /// attributes and `data`. The optional attributes, `time` among them, may be missing.
    ///
    /// @param headers names in any case, with values as they came
    /// @param body whose first `length` bytes are the request's body; a binary event keeps it
    /// @throws InvalidInput naming the attribute that is missing or wrong
    public static Optional<CloudEvent> find(
            Iterable<Map.Entry<String, String>> headers, byte[] body, int length) {
        String contentType = null;
        boolean binary = false;
        for (Map.Entry<String, String> header : headers) {
            if (header.getKey().equalsIgnoreCase(CONTENT_TYPE)) {
                contentType = header.getValue();
            }
            binary |= EventAttributes.REQUIRED.contains(attributeName(header.getKey()));
        }
        String mediaType = mediaType(contentType);
        if (mediaType.startsWith(BATCH_TYPE)) {
            return Optional.empty();
        }
        if (mediaType.startsWith(ANY_TYPE)) {
            requireJson(mediaType);
            return Optional.of(StructuredEvent.read(body, length));
        }
        if (!binary) {
            return StructuredEvent.find(body, length);
        }
        Parameters attributes = binaryAttributes(headers);
        if (length == 0) {
            throw new InvalidInput("the event has no data, expected the body of a call");
        }
        return Optional.of(
                new CloudEvent(CloudEvent.Mode.BINARY, attributes, contentType, body, length));
    }

    /// The content type of the data is the request's, never an attribute of this form.
    private static Parameters binaryAttributes(Iterable<Map.Entry<String, String>> headers) {
        EventAttributes attributes = new EventAttributes();
        for (Map.Entry<String, String> header : headers) {
            String name = attributeName(header.getKey());
            if (EventAttributes.isName(name) && !name.equals(EventAttributes.DATA_CONTENT_TYPE)) {
                String value = HeaderValue.decode(name, header.getValue());
                attributes.put(name, new Parameter.Text(value));
            }
        }
        return attributes.requireEvent();
    }

    /// What a header calls an attribute; empty for any other header.
    private static String attributeName(String header) {
        return header.regionMatches(true, 0, HEADER_PREFIX, 0, HEADER_PREFIX.length())
                ? header.substring(HEADER_PREFIX.length()).toLowerCase(Locale.ROOT)
                : "";
    }

    private static void requireJson(String mediaType) {
        if (!mediaType.equals(STRUCTURED_TYPE)) {
            throw new InvalidInput(
                    "content type '%s', expected %s".formatted(mediaType, STRUCTURED_TYPE));
        }
    }

    private static String mediaType(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        int parameters = contentType.indexOf(';');
        String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type.strip().toLowerCase(Locale.ROOT);
    }
}
