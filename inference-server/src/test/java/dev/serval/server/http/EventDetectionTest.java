package dev.serval.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import io.vertx.core.MultiMap;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventDetectionTest {
    private static final String REST =
            "\"specversion\":\"1.0\",\"source\":\"s\",\"type\":\"t\",\"data\":{}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1]",
                "{}",
                "{\"id\"",
                "{\"id\":",
                "{\"id\":\"1",
                "{\"id\":\"1\"}",
                "{\"id\":\"1\",\"inputs\":[]}",
                "{\"id\":\"\",\"inputs\":[{\"name\":\"x\"}]}",
                " { \"id\" : \"1\" ,\r\n\t\"inputs\" : [ ] }",
                "{\"id\":\"a\\\"b\",\"inputs\":[]}",
                "{\"id\":1,\"inputs\":[]}",
                "{\"id\":\"1\",\"outputs\":[],\"inputs\":[]}",
                "{\"instances\":[[1]]}"
            })
    void anOrdinaryCallIsNone(String body) {
        assertThat(isEvent(body)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"1\",",
                " {\n\"id\" : \"1\" , ",
                "{\"id\":\"a\\\"b\",",
                "{\"id\":\"1\",\"inputs\":\"3\",",
                "{\"time\":\"2026-01-01T00:00:00Z\",\"id\":\"1\","
            })
    void anObjectWithAllAttributesAndDataIsOne(String beginning) {
        assertThat(isEvent(beginning + REST)).isTrue();
    }

    @Test
    void whatIsSaidToBeOneIsReadHoweverItBegins() {
        MultiMap headers =
                MultiMap.caseInsensitiveMultiMap()
                        .add("content-type", "application/cloudevents+json");
        HttpBody call = body("{\"id\":\"1\",\"inputs\":[]}");
        assertThatThrownBy(() -> EventDetection.find(headers, call))
                .isInstanceOf(InvalidInput.class);
    }

    private static boolean isEvent(String body) {
        return EventDetection.find(MultiMap.caseInsensitiveMultiMap(), body(body)).isPresent();
    }

    private static HttpBody body(String text) {
        byte[] bytes = (text + "\"id\"").getBytes(StandardCharsets.UTF_8);
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        return new HttpBody(bytes, length, MemorySegment.NULL);
    }
}
