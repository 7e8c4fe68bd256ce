package dev.serval.protocol.cloudevents;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The attributes of one event as they come in.
final class EventAttributes {
    static final String SPEC_VERSION = "specversion";
    static final String ID = "id";
    static final String SOURCE = "source";
    static final String TYPE = "type";
    static final String TIME = "time";
    static final String DATA_CONTENT_TYPE = "datacontenttype";

    /// The one version spoken here.
    static final String VERSION = "1.0";

    /// What every event has.
    static final List<String> REQUIRED = List.of(SPEC_VERSION, ID, SOURCE, TYPE);

    private static final int MOST = 256;

    private final Map<String, Parameter> byName = new LinkedHashMap<>();

    /// Whether an attribute may be called so: lower-case letters and digits.
    static boolean isName(String name) {
        return !name.isEmpty()
                && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }

    /// @throws InvalidInput if the attribute is there already, or there are too many of them
    void put(String name, Parameter value) {
        if (byName.size() == MOST) {
            throw new InvalidInput("the event has more than %d attributes".formatted(MOST));
        }
        if (byName.put(name, value) != null) {
            throw new InvalidInput(
                    "the event's attribute '%s' is there twice, expected once".formatted(name));
        }
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    /// Takes the data's content type out, which is no attribute like the others: in binary mode it
    /// is a header of its own.
    @Nullable String removeDataContentType() {
        Parameter removed = byName.remove(DATA_CONTENT_TYPE);
        return removed == null ? null : removed.text();
    }

    /// All of them, if they make an event.
    ///
    /// @throws InvalidInput naming the required attribute that is missing, empty or no text, or the
    ///   version that is not spoken here
    Parameters requireEvent() {
        REQUIRED.forEach(this::requireText);
        String version = requireText(SPEC_VERSION);
        if (!version.equals(VERSION)) {
            throw new InvalidInput(
                    "the event's attribute '%s' is '%s', expected '%s'"
                            .formatted(SPEC_VERSION, version, VERSION));
        }
        return new Parameters(byName);
    }

    private String requireText(String name) {
        return switch (byName.get(name)) {
            case null ->
                    throw new InvalidInput(
                            "the event has no attribute '%s', expected %s"
                                    .formatted(name, String.join(", ", REQUIRED)));
            case Parameter.Text(String text) when !text.isEmpty() -> text;
            case Parameter other ->
                    throw new InvalidInput(
                            "the event's attribute '%s' is '%s', expected text"
                                    .formatted(name, other.text()));
        };
    }
}
