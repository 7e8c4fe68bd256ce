package dev.serval.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serval.inference.request.Parameter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A call in the form of KServe's `art` explainer, `{"instances": [IMAGE, LABEL]}`: no list of
/// instances that are alike, but an image and the class that it is of. It is read as one instance,
/// to be attacked and answered in that explainer's form.
record LabelledInstance(JsonNode image, int label) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_DIMENSIONS = 5;

    /// The call of a body, if it is one.
    static Optional<LabelledInstance> find(HttpBody body) {
        try {
            JsonNode root = JSON.readTree(body.json(), 0, body.jsonLength());
            JsonNode instances = root.path("instances");
            JsonNode label = instances.path(1);
            for (int i = 0; i < MOST_DIMENSIONS && label.isArray() && label.size() == 1; i++) {
                label = label.path(0);
            }
            return instances.size() == 2 && instances.path(0).isArray() && label.isInt()
                    ? Optional.of(new LabelledInstance(instances.path(0), label.intValue()))
                    : Optional.empty();
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    /// The one instance: as that explainer's predictors take it, all values in one list, or as the
    /// image was sent.
    List<HttpBody> bodies() {
        ArrayNode flat = JSON.createArrayNode();
        addValues(image, flat);
        return List.of(body(JSON.createArrayNode().add(flat)), body(batch()));
    }

    private ArrayNode batch() {
        return shape().size() == dimensions(image).size()
                ? JSON.createArrayNode().add(image)
                : (ArrayNode) image;
    }

    private static HttpBody body(ArrayNode instances) {
        ObjectNode root = JSON.createObjectNode();
        root.set("instances", instances);
        byte[] json = root.toString().getBytes(StandardCharsets.UTF_8);
        return new HttpBody(json, json.length, MemorySegment.NULL);
    }

    /// What the call says beside its instance.
    Map<String, Parameter> parameters() {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        parameters.put("method", new Parameter.Text("square_attack"));
        parameters.put("answer", new Parameter.Text("art"));
        parameters.put("label", new Parameter.Whole(label));
        parameters.put("image_shape", new Parameter.Text(shape().toString()));
        return parameters;
    }

    /// The image's own dimensions, without that of a batch of one.
    private List<Integer> shape() {
        List<Integer> dimensions = dimensions(image);
        return dimensions.size() > 1 && dimensions.getFirst() == 1
                ? dimensions.subList(1, dimensions.size())
                : dimensions;
    }

    private static List<Integer> dimensions(JsonNode array) {
        List<Integer> dimensions = new ArrayList<>();
        JsonNode node = array;
        while (node.isArray() && dimensions.size() < MOST_DIMENSIONS) {
            dimensions.add(node.size());
            node = node.path(0);
        }
        return dimensions;
    }

    private static void addValues(JsonNode node, ArrayNode flat) {
        if (node.isArray()) {
            node.forEach(each -> addValues(each, flat));
            return;
        }
        flat.add(node);
    }
}
