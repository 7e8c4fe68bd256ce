package dev.serval.protocol.cloudevents;

import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An event as an HTTP answer.
///
/// @param headers by lower-case names, the content type first
/// @param body parts that follow one another, among them those of the payload, which therefore
///   stays open until they are sent
public record CloudEventAnswer(Map<String, String> headers, List<MemorySegment> body) {
    public CloudEventAnswer {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        body = List.copyOf(body);
    }
}
