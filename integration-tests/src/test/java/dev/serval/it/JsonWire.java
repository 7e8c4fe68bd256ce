package dev.serval.it;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// V2 over HTTP with every tensor in JSON.
final class JsonWire implements Wire {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    private final Predictor predictor;
    private final HttpClient client = HttpClient.newHttpClient();

    JsonWire(Predictor predictor) {
        this.predictor = predictor;
    }

    @Override
    public List<WireTensor> infer(String model, String id, List<WireTensor> inputs)
            throws Exception {
        HttpResponse<byte[]> answer =
                client.send(
                        HttpRequest.newBuilder(predictor.uri("/v2/models/" + model + "/infer"))
                                .POST(HttpRequest.BodyPublishers.ofString(body(id, inputs)))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new AssertionError(new String(answer.body(), StandardCharsets.UTF_8));
        }
        JsonNode root = JSON.readTree(answer.body());
        if (!root.get("id").textValue().equals(id)) {
            throw new AssertionError("asked " + id + ", answered " + root.get("id"));
        }
        List<WireTensor> outputs = new ArrayList<>();
        root.get("outputs").forEach(output -> outputs.add(read(output)));
        return outputs;
    }

    static String body(String id, List<WireTensor> inputs) {
        ObjectNode root = JSON.createObjectNode().put("id", id);
        ArrayNode array = root.putArray("inputs");
        for (WireTensor input : inputs) {
            ObjectNode tensor = array.addObject();
            tensor.put("name", input.name()).put("datatype", input.datatype());
            input.shape().forEach(tensor.putArray("shape")::add);
            ArrayNode data = tensor.putArray("data");
            input.values().forEach(value -> write(data, value));
        }
        return root.toString();
    }

    private static void write(ArrayNode data, Object value) {
        switch (value) {
            case Float number -> data.add(number);
            case Double number -> data.add(number);
            case Long number -> data.add(number);
            case String hex ->
                    data.add(new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8));
            default -> throw new IllegalArgumentException("no element: " + value);
        }
    }

    private static WireTensor read(JsonNode output) {
        String datatype = output.get("datatype").textValue();
        List<Long> shape = new ArrayList<>();
        output.get("shape").forEach(dimension -> shape.add(dimension.longValue()));
        List<Object> values = new ArrayList<>();
        output.get("data").forEach(element -> values.add(read(datatype, element)));
        return new WireTensor(output.get("name").textValue(), datatype, shape, values);
    }

    private static Object read(String datatype, JsonNode element) {
        return switch (datatype) {
            case "FP32" -> Float.parseFloat(element.asText());
            case "FP64" -> Double.parseDouble(element.asText());
            case "INT64" -> element.longValue();
            default ->
                    HexFormat.of().formatHex(element.textValue().getBytes(StandardCharsets.UTF_8));
        };
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return "JSON";
    }
}
