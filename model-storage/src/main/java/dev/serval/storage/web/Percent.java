package dev.serval.storage.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// RFC 3986's percent-encoding.
public final class Percent {
    private Percent() {}

    /// The text as one part of a path or of a query.
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /// A path whose slashes stay.
    public static String encodePath(String path) {
        return encode(path).replace("%2F", "/");
    }
}
