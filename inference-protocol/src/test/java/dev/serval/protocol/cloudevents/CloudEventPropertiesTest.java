package dev.serval.protocol.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.protocol.wire.EncodedMessage;
import dev.serval.protocol.wire.MessageParts;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CloudEventPropertiesTest {
    private static final byte[] EVENT =
            """
            {"specversion":"1.0","id":"7","source":"/sensors","type":"measured","count":-3,\
            "sampled":true,"subject":"\\u00e9","data":{"instances":[[1.5e3,null,"x"]]}}\
            """
                    .getBytes(StandardCharsets.UTF_8);
    private static final ModelName MODEL = new ModelName("größe");
    private static final CloudEventSettings MERGING = CloudEventSettings.of(null, null, "true");

    @Property(tries = 10_000)
    void aMutatedEventIsAnEventOrNoneOrRefused(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] body = mutated(EVENT, random);
        List<Map.Entry<String, String>> headers =
                switch (random.nextInt(3)) {
                    case 0 -> List.of();
                    case 1 -> List.of(Map.entry("content-type", "application/cloudevents+json"));
                    default -> mutatedHeaders(random);
                };
        try {
            CloudEventReader.find(headers, body, body.length)
                    .ifPresent(event ->
                            assertThat(event.dataLength()).isBetween(0, event.data().length));
        } catch (InferenceException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    @Property(tries = 1_000)
    void aMergedAnswerCarriesEveryAttributeInBothModes(
            @ForAll String subject, @ForAll long priority) {
        String text = new String(subject.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        List<Map.Entry<String, String>> headers =
                List.of(
                        Map.entry("ce-specversion", "1.0"),
                        Map.entry("ce-id", "1"),
                        Map.entry("ce-source", "s"),
                        Map.entry("ce-type", "t"),
                        Map.entry("ce-subject", HeaderValue.encode(text)),
                        Map.entry("ce-priority", Long.toString(priority)));
        CloudEvent binary = CloudEventReader.find(headers, new byte[] {'1'}, 1).orElseThrow();
        CloudEventAnswer answer = answer(binary);
        CloudEvent again =
                CloudEventReader.find(answer.headers().entrySet(), new byte[] {'1'}, 1)
                        .orElseThrow();
        assertThat(again.attributes().findText("subject")).contains(text);
        assertThat(again.attributes().findText("priority")).contains(Long.toString(priority));
        assertThat(again.attributes().findText("source")).contains("io.kserve.inference.größe");
    }

    @Property(tries = 1_000)
    void aStructuredAnswerIsAStructuredEvent(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] body = random.nextBoolean() ? EVENT : mutated(EVENT, random);
        List<Map.Entry<String, String>> headers =
                List.of(Map.entry("content-type", "application/cloudevents+json"));
        CloudEvent event;
        try {
            event = CloudEventReader.find(headers, body, body.length).orElseThrow();
        } catch (InferenceException refused) {
            return;
        }
        CloudEventAnswer answer = answer(event);
        byte[] answered = bytes(answer);
        CloudEvent again =
                CloudEventReader.find(answer.headers().entrySet(), answered, answered.length)
                        .orElseThrow();
        assertThat(again.attributes().findText("id")).contains("new");
        assertThat(again.attributes().byName().keySet())
                .containsAll(event.attributes().byName().keySet());
        assertThat(new String(again.data(), StandardCharsets.UTF_8)).isEqualTo("[1]");
    }

    @Property
    void everyTextComesBackFromItsHeader(@ForAll String text) {
        Assume.that(text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE));
        String header = HeaderValue.encode(text);
        assertThat(header.chars()).allMatch(c -> c > ' ' && c < 0x7f);
        assertThat(HeaderValue.decode("subject", header)).isEqualTo(text);
    }

    private static CloudEventAnswer answer(CloudEvent event) {
        MessageParts parts = new MessageParts(new PooledTensorAllocator(0));
        parts.add(MemorySegment.ofArray("[1]".getBytes(StandardCharsets.UTF_8)));
        try (parts;
                EncodedMessage payload = parts.finish()) {
            return new CloudEventWriter(MERGING)
                    .answer(event, MODEL, payload.parts(), "new", Instant.EPOCH);
        }
    }

    private static byte[] bytes(CloudEventAnswer answer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (MemorySegment part : answer.body()) {
            bytes.writeBytes(part.toArray(ValueLayout.JAVA_BYTE));
        }
        return bytes.toByteArray();
    }

    private static List<Map.Entry<String, String>> mutatedHeaders(Random random) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (String name : List.of("specversion", "id", "source", "type", "time", "content-type")) {
            byte[] value = mutated("1.0%C3%A9\"\\ ".getBytes(StandardCharsets.UTF_8), random);
            headers.add(Map.entry("ce-" + name, new String(value, StandardCharsets.ISO_8859_1)));
        }
        headers.remove(random.nextInt(headers.size()));
        return headers;
    }

    private static byte[] mutated(byte[] original, Random random) {
        byte[] mutated = original.clone();
        for (int i = random.nextInt(4); i > 0; i--) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0
                ? Arrays.copyOf(mutated, random.nextInt(mutated.length))
                : mutated;
    }
}
