package dev.serval.protocol.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.protocol.wire.EncodedMessage;
import dev.serval.protocol.wire.MessageParts;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudEventWriterTest {
    private static final ModelName IRIS = new ModelName("iris");
    private static final Instant NOW = Instant.parse("2026-11-23T01:02:03.004Z");
    private static final CloudEventSettings DEFAULTS = CloudEventSettings.of(null, null, null);
    private static final CloudEventSettings MERGING = CloudEventSettings.of(null, null, "True");
    private static final List<Map.Entry<String, String>> BINARY =
            List.of(
                    Map.entry("content-type", "application/json"),
                    Map.entry("ce-specversion", "1.0"),
                    Map.entry("ce-id", "7"),
                    Map.entry("ce-source", "/sensors"),
                    Map.entry("ce-type", "measured"),
                    Map.entry("ce-time", "2020-01-01T00:00:00Z"),
                    Map.entry("ce-subject", "caf%C3%A9 %0D%0A1"));
    private static final String STRUCTURED =
            """
            {"specversion":"1.0","id":"7","source":"/sensors","type":"measured",\
            "time":"2020-01-01T00:00:00Z","datacontenttype":"application/json",\
            "subject":"caf\\u00e9\\"","count":3,"sampled":true,"data":{}}\
            """;

    @Test
    void answersABinaryEventWithHeaders() {
        CloudEventAnswer answer = answer(binary(), DEFAULTS);
        assertThat(answer.headers())
                .containsExactly(
                        Map.entry("content-type", "application/json"),
                        Map.entry("ce-specversion", "1.0"),
                        Map.entry("ce-id", "new-id"),
                        Map.entry("ce-source", "io.kserve.inference.iris"),
                        Map.entry("ce-type", "io.kserve.inference.response"),
                        Map.entry("ce-time", "2026-11-23T01:02:03.004Z"));
        assertThat(text(answer)).isEqualTo("{\"predictions\":[1]}");
    }

    @Test
    void answersAStructuredEventWithOneObject() {
        CloudEventAnswer answer = answer(structured("application/cloudevents+json"), DEFAULTS);
        assertThat(answer.headers())
                .containsExactly(Map.entry("content-type", "application/cloudevents+json"));
        assertThat(text(answer))
                .isEqualTo(
                        """
                        {"specversion":"1.0","id":"new-id","source":"io.kserve.inference.iris",\
                        "type":"io.kserve.inference.response","time":"2026-11-23T01:02:03.004Z",\
                        "data":{"predictions":[1]}}\
                        """);
    }

    @Test
    void answersAnImpliedEventAsIfThereWereNone() {
        CloudEventAnswer answer = answer(structured("application/json"), MERGING);
        assertThat(answer.headers()).containsExactly(Map.entry("content-type", "application/json"));
        assertThat(text(answer)).isEqualTo("{\"predictions\":[1]}");
    }

    @Test
    void mergingTakesOverAllThatIsNotTheAnswersOwn() {
        assertThat(answer(binary(), MERGING).headers())
                .containsExactly(
                        Map.entry("content-type", "application/json"),
                        Map.entry("ce-specversion", "1.0"),
                        Map.entry("ce-id", "new-id"),
                        Map.entry("ce-source", "io.kserve.inference.iris"),
                        Map.entry("ce-type", "io.kserve.inference.response"),
                        Map.entry("ce-time", "2026-11-23T01:02:03.004Z"),
                        Map.entry("ce-subject", "caf%C3%A9%20%0D%0A1"));
        assertThat(text(answer(structured("application/cloudevents+json"), MERGING)))
                .isEqualTo(
                        """
                        {"specversion":"1.0","id":"new-id","source":"io.kserve.inference.iris",\
                        "type":"io.kserve.inference.response","time":"2026-11-23T01:02:03.004Z",\
                        "subject":"café\\"","count":3,"sampled":true,\
                        "data":{"predictions":[1]}}\
                        """);
    }

    @Test
    void saysTheTypeAndSourceThatWereSet() {
        CloudEventSettings own = CloudEventSettings.of("done", "/models?a b", "false");
        assertThat(answer(binary(), own).headers())
                .containsEntry("ce-type", "done")
                .containsEntry("ce-source", "/models?a%20b")
                .doesNotContainKey("ce-subject");
    }

    @ParameterizedTest
    @CsvSource({
        "true, true",
        "TRUE, true",
        "false, false",
        "yes, false",
        "1, false",
        "'', false",
        "' true', false",
        ", false"
    })
    void mergesOnlyWhenToldTrue(@Nullable String value, boolean expected) {
        assertThat(CloudEventSettings.of(null, null, value).merge()).isEqualTo(expected);
    }

    @Test
    void blankSettingsAreNone() {
        CloudEventSettings blank = CloudEventSettings.of(" ", "", null);
        assertThat(blank).isEqualTo(DEFAULTS);
        assertThat(blank.sourceOf(IRIS)).isEqualTo("io.kserve.inference.iris");
    }

    private static CloudEvent binary() {
        return CloudEventReader.find(BINARY, new byte[] {'1'}, 1).orElseThrow();
    }

    private static CloudEvent structured(String contentType) {
        byte[] body = STRUCTURED.getBytes(StandardCharsets.UTF_8);
        return CloudEventReader.find(
                        List.of(Map.entry("content-type", contentType)), body, body.length)
                .orElseThrow();
    }

    private static CloudEventAnswer answer(CloudEvent request, CloudEventSettings settings) {
        MessageParts parts = new MessageParts(new PooledTensorAllocator(0));
        parts.add(MemorySegment.ofArray("{\"predictions\":".getBytes(StandardCharsets.UTF_8)));
        parts.add(MemorySegment.ofArray("[1]}".getBytes(StandardCharsets.UTF_8)));
        try (parts;
                EncodedMessage payload = parts.finish()) {
            return new CloudEventWriter(settings)
                    .answer(request, IRIS, payload.parts(), "new-id", NOW);
        }
    }

    private static String text(CloudEventAnswer answer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (MemorySegment part : answer.body()) {
            bytes.writeBytes(part.toArray(ValueLayout.JAVA_BYTE));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
