package dev.serval.storage.web;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A request as it is signed and sent.
///
/// @param headers by name, without regard to case
/// @param body what is posted; empty for none
public record WebRequest(String method, URI uri, Map<String, String> headers, String body) {
    public WebRequest {
        SortedMap<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        headers = Collections.unmodifiableSortedMap(sorted);
    }

    public static WebRequest read(URI uri) {
        return new WebRequest("GET", uri, Map.of(), "");
    }

    public static WebRequest post(URI uri, String contentType, String body) {
        return new WebRequest("POST", uri, Map.of("Content-Type", contentType), body);
    }

    public WebRequest with(String header, String value) {
        SortedMap<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.put(header, value);
        return new WebRequest(method, uri, more, body);
    }

    /// The same request of another place.
    WebRequest to(URI other) {
        return new WebRequest(method, other, headers, body);
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
