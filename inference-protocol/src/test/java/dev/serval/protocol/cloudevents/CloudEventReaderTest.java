package dev.serval.protocol.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.request.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventReaderTest {
    private static final String BODY = "{\"instances\":[[1,2]]}";
    private static final List<Map.Entry<String, String>> BINARY =
            List.of(
                    Map.entry("Content-Type", "application/json; charset=utf-8"),
                    Map.entry("Ce-SpecVersion", "1.0"),
                    Map.entry("ce-id", "7"),
                    Map.entry("CE-Source", "/sensors"),
                    Map.entry("ce-type", "measured"));
    private static final List<Map.Entry<String, String>> STRUCTURED =
            List.of(Map.entry("content-type", "application/cloudevents+json"));
    private static final List<Map.Entry<String, String>> PLAIN =
            List.of(Map.entry("content-type", "application/json"));
    private static final String REQUIRED =
            "\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"/sensors\",\"type\":\"measured\"";

    @Test
    void anOrdinaryCallIsNoEvent() {
        assertThat(find(PLAIN, BODY)).isEmpty();
        assertThat(find(List.of(), BODY)).isEmpty();
        assertThat(find(List.of(Map.entry("ce-tags", "x")), BODY)).isEmpty();
        assertThat(find(List.of(Map.entry("ce-", "x"), Map.entry("ce-", "y")), BODY)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "[[[",
                "{",
                "{}",
                "{\"instances\":[1}",
                "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"s\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"s\",\"type\":\"t\",\"data\":null}",
                "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"s\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"s\",\"type\":\"t\",\"data\":{},\"x\":[]}",
                "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"s\",\"type\":\"t\",\"data\":{}",
                "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"s\",\"type\":\"t\",\"data\":{}}x"
            })
    void aBodyThatLacksSomethingIsLeftToWhoeverReadsTheCall(String body) {
        assertThat(find(PLAIN, body)).isEmpty();
    }

    @Test
    void aBatchIsNoEventHere() {
        assertThat(
                        find(
                                List.of(
                                        Map.entry(
                                                "content-type",
                                                "application/cloudevents-batch+json")),
                                "[]"))
                .isEmpty();
    }

    @Test
    void aBinaryEventHasItsAttributesInHeadersOfAnyCase() {
        List<Map.Entry<String, String>> headers = new ArrayList<>(BINARY);
        headers.add(Map.entry("ce-knativearrivaltime", "2026-11-23T00:00:00Z"));
        headers.add(Map.entry("ce-AZ09", "2"));
        headers.add(Map.entry("x-request-id", "1"));
        CloudEvent event = find(headers, BODY).orElseThrow();
        assertThat(event.mode()).isEqualTo(CloudEvent.Mode.BINARY);
        assertThat(event.dataContentType()).isEqualTo("application/json; charset=utf-8");
        assertThat(texts(event))
                .containsExactly(
                        Map.entry("specversion", "1.0"),
                        Map.entry("id", "7"),
                        Map.entry("source", "/sensors"),
                        Map.entry("type", "measured"),
                        Map.entry("knativearrivaltime", "2026-11-23T00:00:00Z"),
                        Map.entry("az09", "2"));
        assertThat(data(event)).isEqualTo(BODY);
    }

    @Test
    void aBinaryEventKeepsTheBodyItWasFoundIn() {
        byte[] body = (BODY + "rest of the buffer").getBytes(StandardCharsets.UTF_8);
        CloudEvent event = CloudEventReader.find(BINARY, body, BODY.length()).orElseThrow();
        assertThat(event.data()).isSameAs(body);
        assertThat(event.dataLength()).isEqualTo(BODY.length());
    }

    @Test
    void passesOverHeadersThatNameNoAttribute() {
        List<Map.Entry<String, String>> headers = new ArrayList<>(BINARY);
        headers.add(Map.entry("ce-with-dash", "1"));
        headers.add(Map.entry("ce-", "2"));
        headers.add(Map.entry("ce-datacontenttype", "text/xml"));
        CloudEvent event = find(headers, BODY).orElseThrow();
        assertThat(event.attributes().byName()).hasSize(4);
        assertThat(event.dataContentType()).startsWith("application/json");
    }

    @ParameterizedTest
    @CsvSource({"Ce-SpecVersion, specversion", "ce-id, id", "CE-Source, source", "ce-type, type"})
    void refusesABinaryEventWithoutARequiredAttribute(String header, String attribute) {
        List<Map.Entry<String, String>> headers =
                BINARY.stream().filter(each -> !each.getKey().equals(header)).toList();
        assertThatThrownBy(() -> find(headers, BODY))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "the event has no attribute '%s', expected specversion, id, source, type",
                        attribute);
    }

    @Test
    void refusesAnEmptyAttributeOneGivenTwiceAndAnEmptyBody() {
        assertThatThrownBy(() -> find(with(BINARY, "ce-id", ""), BODY))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("the event's attribute 'id' is there twice, expected once");
        assertThatThrownBy(() ->
                        find(
                                List.of(
                                        Map.entry("ce-specversion", "1.0"),
                                        Map.entry("ce-id", "\"\"")),
                                BODY))
                .hasMessage("the event's attribute 'id' is '', expected text");
        assertThatThrownBy(() -> find(BINARY, ""))
                .hasMessage("the event has no data, expected the body of a call");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.3", "1.1", "2.0", "1.0 x", "one"})
    void refusesAVersionThatIsNotSpokenHere(String version) {
        List<Map.Entry<String, String>> headers =
                with(
                        BINARY.stream().filter(h -> !h.getKey().equals("Ce-SpecVersion")).toList(),
                        "ce-specversion",
                        version);
        assertThatThrownBy(() -> find(headers, BODY))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("the event's attribute 'specversion' is '%s', expected '1.0'", version);
        String body = structured("").replace("1.0", version);
        assertThatThrownBy(() -> find(STRUCTURED, body))
                .hasMessageContaining("'%s', expected '1.0'", version);
        assertThatThrownBy(() -> find(PLAIN, body))
                .hasMessageContaining("'%s', expected '1.0'", version);
    }

    @Test
    void refusesMoreAttributesThanAnyEventNeeds() {
        String many =
                IntStream.range(0, 257)
                        .mapToObj(i -> "\"a" + i + "\":1,")
                        .collect(Collectors.joining());
        assertThatThrownBy(() -> find(STRUCTURED, structured(many)))
                .hasMessage("the event has more than 256 attributes");
        assertThat(find(PLAIN, structured(many))).isEmpty();
    }

    @Test
    void aStructuredEventHasAttributesOfThreeKinds() {
        CloudEvent event =
                find(
                                STRUCTURED,
                                structured(
                                        "\"time\":\"2026-11-23T00:00:00Z\",\"count\":-3,\"sampled\":true,"
                                                + "\"subject\":null,\"Not-A-Name\":[1],"
                                                + "\"datacontenttype\":\"application/json\","))
                        .orElseThrow();
        assertThat(event.mode()).isEqualTo(CloudEvent.Mode.STRUCTURED);
        assertThat(event.dataContentType()).isEqualTo("application/json");
        assertThat(event.attributes().byName())
                .containsExactly(
                        Map.entry("specversion", new Parameter.Text("1.0")),
                        Map.entry("id", new Parameter.Text("7")),
                        Map.entry("source", new Parameter.Text("/sensors")),
                        Map.entry("type", new Parameter.Text("measured")),
                        Map.entry("time", new Parameter.Text("2026-11-23T00:00:00Z")),
                        Map.entry("count", new Parameter.Whole(-3)),
                        Map.entry("sampled", new Parameter.Flag(true)));
        assertThat(data(event)).isEqualTo(BODY);
    }

    @Test
    void anEventWithoutTheOptionalTimeIsAnEvent() {
        CloudEvent announced = find(STRUCTURED, structured("")).orElseThrow();
        assertThat(announced.attributes().find("time")).isEmpty();
        assertThat(announced.dataContentType()).isNull();
        CloudEvent implied = find(PLAIN, structured("")).orElseThrow();
        assertThat(implied.mode()).isEqualTo(CloudEvent.Mode.IMPLIED);
        assertThat(data(implied)).isEqualTo(BODY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents+json",
                "Application/CloudEvents+JSON",
                " application/cloudevents+json ; charset=UTF-8"
            })
    void isStructuredUnderItsContentTypeHoweverThatIsWritten(String contentType) {
        CloudEvent event =
                find(List.of(Map.entry("CONTENT-TYPE", contentType)), structured("")).orElseThrow();
        assertThat(event.mode()).isEqualTo(CloudEvent.Mode.STRUCTURED);
    }

    @Test
    void headersOfAStructuredEventAreNoAttributes() {
        CloudEvent event = find(with(STRUCTURED, "ce-id", "another"), structured("")).orElseThrow();
        assertThat(event.attributes().findText("id")).contains("7");
    }

    @Test
    void refusesAnEncodingOfEventsOtherThanJson() {
        assertThatThrownBy(() ->
                        find(
                                List.of(Map.entry("content-type", "application/cloudevents+avro")),
                                ""))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "content type 'application/cloudevents+avro', expected"
                                + " application/cloudevents+json");
    }

    @Test
    void dataMayComeInBase64OrAsJsonInAString() {
        String inBase64 = "{" + REQUIRED + ",\"data_base64\":\"eyJpbnN0YW5jZXMiOltdfQ==\"}";
        assertThat(data(find(STRUCTURED, inBase64).orElseThrow())).isEqualTo("{\"instances\":[]}");
        String inString = "{" + REQUIRED + ",\"data\":\"{\\\"instances\\\":[\\u0031]}\"}";
        assertThat(data(find(STRUCTURED, inString).orElseThrow())).isEqualTo("{\"instances\":[1]}");
    }

    @Test
    void dataMayComeBeforeTheAttributesAndAmongWhiteSpace() {
        String body = " {\n \"data\" :  [ 1 ]  , " + REQUIRED + " }\n";
        assertThat(data(find(STRUCTURED, body).orElseThrow())).isEqualTo("[ 1 ]");
        assertThat(data(find(PLAIN, body).orElseThrow())).isEqualTo("[ 1 ]");
    }

    @Test
    void refusesAStructuredEventWithoutDataOrWithTwo() {
        assertThatThrownBy(() -> find(STRUCTURED, "{" + REQUIRED + "}"))
                .hasMessage("the event has no data, expected the body of a call");
        assertThatThrownBy(() ->
                        find(STRUCTURED, "{" + REQUIRED + ",\"data\":null,\"data_base64\":null}"))
                .hasMessage("the event has no data, expected the body of a call");
        assertThatThrownBy(() -> find(STRUCTURED, structured("\"data_base64\":\"\",")))
                .hasMessage("the event has data twice, expected one of 'data', 'data_base64'");
        assertThatThrownBy(() ->
                        find(STRUCTURED, "{" + REQUIRED + ",\"data\":1,\"data_base64\":\"\"}"))
                .hasMessage("the event has data twice, expected one of 'data', 'data_base64'");
    }

    @Test
    void refusesWhatIsNoBase64NoJsonOrNoAttribute() {
        assertThatThrownBy(() -> find(STRUCTURED, "{" + REQUIRED + ",\"data_base64\":\"%\"}"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith("the event's 'data_base64' is no base64: ");
        assertThatThrownBy(() -> find(STRUCTURED, "{" + REQUIRED + ",\"data_base64\":7}"))
                .hasMessage("'data_base64' is 7, expected a string");
        assertThatThrownBy(() -> find(STRUCTURED, "{\"id\":"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith("malformed JSON");
        assertThatThrownBy(() -> find(STRUCTURED, structured("") + "x"))
                .hasMessageStartingWith("malformed JSON");
        assertThatThrownBy(() -> find(STRUCTURED, "[]"))
                .hasMessage("the event is an array, expected an object");
        assertThatThrownBy(() -> find(STRUCTURED, structured("\"tags\":{},")))
                .hasMessage(
                        "the event's attribute 'tags' is an object, expected a string, an integer"
                                + " or a boolean");
        assertThatThrownBy(() -> find(STRUCTURED, structured("\"weight\":1.5,")))
                .hasMessage(
                        "the event's attribute 'weight' is 1.5, expected an integer of 64 bits");
        assertThatThrownBy(() -> find(STRUCTURED, "{\"id\":7,\"specversion\":\"1.0\",\"data\":1}"))
                .hasMessage("the event's attribute 'id' is '7', expected text");
    }

    private static List<Map.Entry<String, String>> with(
            List<Map.Entry<String, String>> headers, String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(headers);
        more.add(Map.entry(name, value));
        return more;
    }

    /// A structured event with more attributes between the required ones and the data.
    private static String structured(String more) {
        return "{" + REQUIRED + "," + more + "\"data\":" + BODY + "}";
    }

    private static Optional<CloudEvent> find(List<Map.Entry<String, String>> headers, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return CloudEventReader.find(headers, bytes, bytes.length);
    }

    private static Map<String, String> texts(CloudEvent event) {
        Map<String, String> texts = new LinkedHashMap<>();
        event.attributes().byName().forEach((name, value) -> texts.put(name, value.text()));
        return texts;
    }

    private static String data(CloudEvent event) {
        return new String(event.data(), 0, event.dataLength(), StandardCharsets.UTF_8);
    }
}
