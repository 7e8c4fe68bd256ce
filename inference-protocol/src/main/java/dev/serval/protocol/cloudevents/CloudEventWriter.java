package dev.serval.protocol.cloudevents;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.request.Parameter;
import dev.serval.protocol.json.JsonWriter;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes the event that answers another, in the mode in which that came.
public final class CloudEventWriter {
    private static final String JSON_TYPE = "application/json";
    private static final int EXPECTED_LENGTH = 256;

    private final CloudEventSettings settings;

    public CloudEventWriter(CloudEventSettings settings) {
        this.settings = settings;
    }

    /// The answer.
    ///
    /// @param payload the parts of the answer's body, which is JSON
    /// @param id of the new event
    /// @param now when it happens
    public CloudEventAnswer answer(
            CloudEvent request,
            ModelName model,
            List<MemorySegment> payload,
            String id,
            Instant now) {
        return switch (request.mode()) {
            case BINARY -> binary(attributes(request, model, id, now), payload);
            case STRUCTURED -> structured(attributes(request, model, id, now), payload);
            case IMPLIED ->
                    new CloudEventAnswer(Map.of(CloudEventReader.CONTENT_TYPE, JSON_TYPE), payload);
        };
    }

    private Map<String, Parameter> attributes(
            CloudEvent request, ModelName model, String id, Instant now) {
        Map<String, Parameter> attributes = new LinkedHashMap<>();
        attributes.put(EventAttributes.SPEC_VERSION, new Parameter.Text(EventAttributes.VERSION));
        attributes.put(EventAttributes.ID, new Parameter.Text(id));
        attributes.put(EventAttributes.SOURCE, new Parameter.Text(settings.sourceOf(model)));
        attributes.put(EventAttributes.TYPE, new Parameter.Text(settings.type()));
        attributes.put(EventAttributes.TIME, new Parameter.Text(now.toString()));
        if (settings.merge()) {
            request.attributes().byName().forEach(attributes::putIfAbsent);
        }
        return attributes;
    }

    private static CloudEventAnswer binary(
            Map<String, Parameter> attributes, List<MemorySegment> payload) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(CloudEventReader.CONTENT_TYPE, JSON_TYPE);
        attributes.forEach((name, value) ->
                headers.put(
                        CloudEventReader.HEADER_PREFIX + name, HeaderValue.encode(value.text())));
        return new CloudEventAnswer(headers, payload);
    }

    private static CloudEventAnswer structured(
            Map<String, Parameter> attributes, List<MemorySegment> payload) {
        JsonWriter json = new JsonWriter(EXPECTED_LENGTH);
        json.beginObject();
        attributes.forEach((name, value) -> write(json.key(name), value));
        json.key("data");
        List<MemorySegment> body = new ArrayList<>();
        body.add(json.toSegment());
        body.addAll(payload);
        body.add(MemorySegment.ofArray("}".getBytes(StandardCharsets.US_ASCII)));
        return new CloudEventAnswer(
                Map.of(CloudEventReader.CONTENT_TYPE, CloudEventReader.STRUCTURED_TYPE), body);
    }

    private static void write(JsonWriter json, Parameter value) {
        switch (value) {
            case Parameter.Flag(boolean flag) -> json.flag(flag);
            case Parameter.Whole(long whole) -> json.number(whole);
            case Parameter.Unsigned(long bits) -> json.unsigned(bits);
            case Parameter.Real(double real) -> json.number(real);
            case Parameter.Text(String text) -> json.string(text);
        }
    }
}
