package dev.serval.server.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serval.inference.tensor.DataType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// V2 over HTTP with every tensor in JSON.
final class JsonWire implements Wire {
    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .configure(
                            com.fasterxml.jackson.core.json.JsonReadFeature
                                    .ALLOW_NON_NUMERIC_NUMBERS
                                    .mappedFeature(),
                            true)
                    .configure(
                            com.fasterxml.jackson.core.json.JsonWriteFeature.WRITE_NAN_AS_STRINGS
                                    .mappedFeature(),
                            false);

    private final URI server;
    private final HttpClient client;

    JsonWire(URI server, HttpClient.Version version) {
        this.server = server;
        this.client = HttpClient.newBuilder().version(version).build();
    }

    @Override
    public boolean carries(TestTensor tensor) {
        return switch (tensor.type()) {
            case FP16, BF16 -> false;
            case BYTES -> tensor.values().stream().allMatch(value -> isText((String) value));
            default -> true;
        };
    }

    private static boolean isText(String hex) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
            return true;
        } catch (CharacterCodingException notText) {
            return false;
        }
    }

    @Override
    public List<TestTensor> infer(String model, List<TestTensor> inputs) throws Exception {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode array = body.putArray("inputs");
        inputs.forEach(input -> array.add(json(input)));
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve("/v2/models/" + model + "/infer"))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                        .build();
        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(new String(answer.body(), StandardCharsets.UTF_8));
        }
        List<TestTensor> outputs = new ArrayList<>();
        JSON.readTree(answer.body()).get("outputs").forEach(node -> outputs.add(tensor(node)));
        return outputs;
    }

    private static ObjectNode json(TestTensor input) {
        ObjectNode node = JSON.createObjectNode();
        node.put("name", input.name());
        node.put("datatype", input.type().name());
        input.shape().forEach(node.putArray("shape")::add);
        ArrayNode data = node.putArray("data");
        for (Object value : input.values()) {
            switch (input.type()) {
                case BOOL -> data.add((Boolean) value);
                case FP32 -> data.add(((Number) value).floatValue());
                case FP64 -> data.add((Double) value);
                case BYTES ->
                        data.add(
                                new String(
                                        HexFormat.of().parseHex((String) value),
                                        StandardCharsets.UTF_8));
                case UINT64 ->
                        data.add(new java.math.BigInteger(Long.toUnsignedString((Long) value)));
                default -> data.add((Long) value);
            }
        }
        return node;
    }

    private static TestTensor tensor(JsonNode node) {
        DataType type = DataType.valueOf(node.get("datatype").textValue());
        List<Long> shape = new ArrayList<>();
        node.get("shape").forEach(dimension -> shape.add(dimension.longValue()));
        List<Object> values = new ArrayList<>();
        node.get("data").forEach(element -> values.add(value(type, element)));
        return new TestTensor(node.get("name").textValue(), type, shape, values);
    }

    private static Object value(DataType type, JsonNode element) {
        return switch (type) {
            case BOOL -> element.booleanValue();
            case FP32 -> (double) Float.parseFloat(element.asText());
            case FP64 -> element.doubleValue();
            case BYTES ->
                    HexFormat.of().formatHex(element.textValue().getBytes(StandardCharsets.UTF_8));
            default -> element.bigIntegerValue().longValue();
        };
    }
}
