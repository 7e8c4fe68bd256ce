package dev.serval.storage.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebVersionTest {
    @Test
    void measuresARetryDateByTheServersClockForOursMayBeWrong() {
        HttpHeaders headers =
                headers(
                        Map.of(
                                "Date", "Tue, 01 Jan 1980 10:00:00 GMT",
                                "Retry-After", "Tue, 01 Jan 1980 10:00:07 GMT"));
        assertThat(WebVersion.retryAfter(headers, Duration.ZERO)).isEqualTo(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "soon, 42", "'', 42", "-3, 42", "99999999999, 42"})
    void readsSecondsAndNothingElse(String value, long seconds) {
        assertThat(
                        WebVersion.retryAfter(
                                headers(Map.of("Retry-After", value)), Duration.ofSeconds(42)))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({
        "bytes 0-9/10, 0, 10",
        "bytes 5-9/*, 5, -1",
        "bytes */10, -1, 10",
        "items 0-9/10, -1, -1",
        "bytes 0-9/9999999999999999999999, -1, -1"
    })
    void readsRanges(String value, long start, long total) {
        HttpHeaders headers = headers(Map.of("Content-Range", value));
        assertThat(WebVersion.start(headers)).isEqualTo(start);
        assertThat(WebVersion.total(headers).orElse(-1)).isEqualTo(total);
    }

    private static HttpHeaders headers(Map<String, String> headers) {
        return HttpHeaders.of(
                headers.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, entry -> List.of(entry.getValue()))),
                (_, _) -> true);
    }
}
