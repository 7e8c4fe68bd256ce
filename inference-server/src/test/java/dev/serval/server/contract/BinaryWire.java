package dev.serval.server.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serval.inference.tensor.DataType;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// V2 over HTTP with every tensor binary, both ways.
final class BinaryWire implements Wire {
    private static final String JSON_LENGTH = "Inference-Header-Content-Length";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI server;
    private final HttpClient client;

    BinaryWire(URI server, HttpClient.Version version) {
        this.server = server;
        this.client = HttpClient.newBuilder().version(version).build();
    }

    @Override
    public List<TestTensor> infer(String model, List<TestTensor> inputs) throws Exception {
        ObjectNode head = JSON.createObjectNode();
        head.putObject("parameters").put("binary_data_output", true);
        ArrayNode array = head.putArray("inputs");
        ByteArrayOutputStream tail = new ByteArrayOutputStream();
        for (TestTensor input : inputs) {
            byte[] raw = input.toRaw();
            tail.writeBytes(raw);
            ObjectNode node = array.addObject();
            node.put("name", input.name()).put("datatype", input.type().name());
            input.shape().forEach(node.putArray("shape")::add);
            node.putObject("parameters").put("binary_data_size", raw.length);
        }
        byte[] json = JSON.writeValueAsBytes(head);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(json);
        body.writeBytes(tail.toByteArray());
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve("/v2/models/" + model + "/infer"))
                        .header("content-type", "application/octet-stream")
                        .header(JSON_LENGTH, Integer.toString(json.length))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                        .build();
        return outputs(client.send(request, HttpResponse.BodyHandlers.ofByteArray()));
    }

    private static List<TestTensor> outputs(HttpResponse<byte[]> answer) throws Exception {
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(new String(answer.body(), StandardCharsets.UTF_8));
        }
        int end = Integer.parseInt(answer.headers().firstValue(JSON_LENGTH).orElseThrow());
        List<TestTensor> outputs = new ArrayList<>();
        for (JsonNode node : JSON.readTree(answer.body(), 0, end).get("outputs")) {
            int size = node.get("parameters").get("binary_data_size").intValue();
            List<Long> shape = new ArrayList<>();
            node.get("shape").forEach(dimension -> shape.add(dimension.longValue()));
            outputs.add(
                    TestTensor.ofRaw(
                            node.get("name").textValue(),
                            DataType.valueOf(node.get("datatype").textValue()),
                            shape,
                            Arrays.copyOfRange(answer.body(), end, end + size)));
            end += size;
        }
        return outputs;
    }
}
