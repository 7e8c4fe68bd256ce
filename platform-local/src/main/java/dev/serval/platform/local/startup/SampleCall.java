package dev.serval.platform.local.startup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serval.platform.local.printing.PrettyJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A first call of a model, of the types and shapes that its metadata names.
final class SampleCall {
    private static final int MOST_VALUES = 32;
    private static final List<String> FLOATING = List.of("FP16", "BF16", "FP32", "FP64");

    private SampleCall() {}

    /// The path and the body of a call, as arguments of curl; empty where the model takes more than
    /// one would type.
    ///
    /// @param metadata what `GET /v2/models/{model}` answers
    static Optional<String> of(String model, JsonNode metadata) {
        JsonNode inputs = metadata.path("inputs");
        int values = 0;
        for (JsonNode input : inputs) {
            values += count(shape(input));
        }
        if (inputs.isEmpty() || values > MOST_VALUES) {
            return Optional.empty();
        }
        return Optional.of(inputs.size() == 1 ? v1(model, inputs.get(0)) : v2(model, inputs));
    }

    private static String v1(String model, JsonNode input) {
        List<Integer> shape = shape(input);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("instances", nested(shape, 0, value(input)));
        return "/v1/models/%s:predict -d '%s'".formatted(model, flat(body));
    }

    private static String v2(String model, JsonNode inputs) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        var written = body.putArray("inputs");
        for (JsonNode input : inputs) {
            List<Integer> shape = shape(input);
            ObjectNode tensor = written.addObject();
            tensor.put("name", input.path("name").asText());
            tensor.set("shape", new ObjectMapper().valueToTree(shape));
            tensor.put("datatype", input.path("datatype").asText());
            var data = tensor.putArray("data");
            for (int i = 0; i < count(shape); i++) {
                data.add(value(input));
            }
        }
        return "/v2/models/%s/infer -d '%s'".formatted(model, flat(body));
    }

    private static String flat(JsonNode body) {
        return PrettyJson.line(body);
    }

    /// A shape in which each dimension that is open is 1.
    private static List<Integer> shape(JsonNode input) {
        List<Integer> shape = new ArrayList<>();
        for (JsonNode dimension : input.path("shape")) {
            shape.add(Math.max(1, dimension.asInt(1)));
        }
        return shape;
    }

    private static int count(List<Integer> shape) {
        long count = 1;
        for (int dimension : shape) {
            count = Math.min(Integer.MAX_VALUE / 2, count * dimension);
        }
        return (int) count;
    }

    private static JsonNode value(JsonNode input) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        String type = input.path("datatype").asText();
        if (type.equals("BYTES")) {
            return json.textNode("text");
        }
        if (type.equals("BOOL")) {
            return json.booleanNode(false);
        }
        return FLOATING.contains(type) ? json.numberNode(0.5) : json.numberNode(0);
    }

    private static JsonNode nested(List<Integer> shape, int depth, JsonNode value) {
        if (depth == shape.size()) {
            return value;
        }
        var array = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < shape.get(depth); i++) {
            array.add(nested(shape, depth + 1, value));
        }
        return array;
    }
}
