package dev.serval.platform.local.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads server-sent events, of which this is the part that the platform sends: a name and one line
/// of data an event, and comments in between.
public final class EventStream implements AutoCloseable {
    private static final String NAME = "event:";
    private static final String DATA = "data:";

    private final Stream<String> source;
    private final Iterator<String> lines;
    private final ObjectMapper mapper;
    private String name = "";
    private String data = "";

    EventStream(Stream<String> source, ObjectMapper mapper) {
        this.source = source;
        this.lines = source.iterator();
        this.mapper = mapper;
    }

    /// The next event, waited for; empty when the stream ends.
    public Optional<WatchEvent> next() throws JsonProcessingException {
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith(NAME)) {
                name = line.substring(NAME.length()).strip();
            } else if (line.startsWith(DATA)) {
                data = line.substring(DATA.length()).strip();
            } else if (line.isEmpty() && !name.isEmpty()) {
                WatchEvent event = event(name, mapper.readTree(data));
                name = "";
                data = "";
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }

    private static WatchEvent event(String name, JsonNode data) {
        return switch (name) {
            case "BOOKMARK" -> new WatchEvent.UpToDate();
            case "DELETED" -> new WatchEvent.Gone(data);
            default -> new WatchEvent.Present(data);
        };
    }

    @Override
    public void close() {
        source.close();
    }
}
