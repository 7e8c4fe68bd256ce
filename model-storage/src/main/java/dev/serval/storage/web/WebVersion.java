package dev.serval.storage.web;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the headers of an answer say of the file and of the time.
final class WebVersion {
    private static final Pattern CONTENT_RANGE =
            Pattern.compile("bytes (?:(\\d{1,18})-(\\d{1,18})|\\*)/(\\d{1,18}|\\*)");

    private WebVersion() {}

    /// What changes when the file does: its ETag, or else when it was last modified; empty if the
    /// server says neither.
    static String of(HttpHeaders headers) {
        return headers.firstValue("ETag")
                .or(() -> headers.firstValue("Last-Modified").map("modified "::concat))
                .orElse("");
    }

    /// Where the body begins in the file, or -1 if the headers do not say.
    static long start(HttpHeaders headers) {
        Matcher range = range(headers);
        return range.matches() && range.group(1) != null ? Long.parseLong(range.group(1)) : -1;
    }

    /// The size of the whole file.
    static OptionalLong total(HttpHeaders headers) {
        Matcher range = range(headers);
        return range.matches() && !range.group(3).equals("*")
                ? OptionalLong.of(Long.parseLong(range.group(3)))
                : OptionalLong.empty();
    }

    /// How long the server asks to be left alone; a date is measured by the server's own clock, for
    /// this machine's may be wrong.
    static Duration retryAfter(HttpHeaders headers, Duration otherwise) {
        String asked = headers.firstValue("Retry-After").orElse("").strip();
        if (asked.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(asked));
        }
        try {
            Instant then = instant(asked);
            Instant now = instant(headers.firstValue("Date").orElse(""));
            return Duration.between(now, then);
        } catch (DateTimeParseException unsaid) {
            return otherwise;
        }
    }

    private static Instant instant(String date) {
        return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
    }

    private static Matcher range(HttpHeaders headers) {
        return CONTENT_RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
    }
}
