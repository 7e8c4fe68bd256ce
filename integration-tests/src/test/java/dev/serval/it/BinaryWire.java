package dev.serval.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// V2 over HTTP with every tensor binary, both ways.
final class BinaryWire implements Wire {
    private static final String JSON_LENGTH = "inference-header-content-length";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Predictor predictor;
    private final HttpClient client = HttpClient.newHttpClient();

    BinaryWire(Predictor predictor) {
        this.predictor = predictor;
    }

    @Override
    public List<WireTensor> infer(String model, String id, List<WireTensor> inputs)
            throws Exception {
        byte[] head = head(id, inputs);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(head);
        inputs.forEach(input -> body.writeBytes(input.raw()));
        HttpRequest request =
                HttpRequest.newBuilder(predictor.uri("/v2/models/" + model + "/infer"))
                        .header("content-type", "application/octet-stream")
                        .header(JSON_LENGTH, Integer.toString(head.length))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                        .build();
        return read(id, client.send(request, HttpResponse.BodyHandlers.ofByteArray()));
    }

    private static byte[] head(String id, List<WireTensor> inputs) throws Exception {
        ObjectNode root = JSON.createObjectNode().put("id", id);
        root.putObject("parameters").put("binary_data_output", true);
        var array = root.putArray("inputs");
        for (WireTensor input : inputs) {
            ObjectNode tensor = array.addObject();
            tensor.put("name", input.name()).put("datatype", input.datatype());
            input.shape().forEach(tensor.putArray("shape")::add);
            tensor.putObject("parameters").put("binary_data_size", input.raw().length);
        }
        return JSON.writeValueAsBytes(root);
    }

    private static List<WireTensor> read(String id, HttpResponse<byte[]> answer) throws Exception {
        if (answer.statusCode() != 200) {
            throw new AssertionError(new String(answer.body(), StandardCharsets.UTF_8));
        }
        int end = Integer.parseInt(answer.headers().firstValue(JSON_LENGTH).orElseThrow());
        JsonNode root = JSON.readTree(answer.body(), 0, end);
        if (!root.get("id").textValue().equals(id)) {
            throw new AssertionError("asked " + id + ", answered " + root.get("id"));
        }
        List<WireTensor> outputs = new ArrayList<>();
        for (JsonNode output : root.get("outputs")) {
            int begin = end;
            end += output.get("parameters").get("binary_data_size").intValue();
            List<Long> shape = new ArrayList<>();
            output.get("shape").forEach(dimension -> shape.add(dimension.longValue()));
            outputs.add(
                    WireTensor.ofRaw(
                            output.get("name").textValue(),
                            output.get("datatype").textValue(),
                            shape,
                            Arrays.copyOfRange(answer.body(), begin, end)));
        }
        return outputs;
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return "binary";
    }
}
