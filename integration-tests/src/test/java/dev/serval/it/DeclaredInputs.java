package dev.serval.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/// A row of numbers as the inputs that a model's metadata declares: one matrix, or a tensor for
/// each column.
final class DeclaredInputs {
    private DeclaredInputs() {}

    static List<WireTensor> of(Predictor predictor, String model, List<Float> numbers)
            throws Exception {
        JsonNode inputs =
                new ObjectMapper()
                        .readTree(predictor.get("/v2/models/" + model).body())
                        .get("inputs");
        if (inputs.size() == 1) {
            List<Long> shape = List.of(1L, (long) numbers.size());
            return List.of(tensor(inputs.get(0), shape, numbers));
        }
        List<WireTensor> columns = new ArrayList<>();
        int columnSize = numbers.size() / inputs.size();
        for (int i = 0; i < inputs.size(); i++) {
            List<Long> shape = columnSize == 1 ? List.of(1L) : List.of(1L, (long) columnSize);
            columns.add(
                    tensor(
                            inputs.get(i),
                            shape,
                            numbers.subList(i * columnSize, (i + 1) * columnSize)));
        }
        return columns;
    }

    private static WireTensor tensor(JsonNode declared, List<Long> shape, List<Float> numbers) {
        String name = declared.get("name").textValue();
        return declared.get("datatype").textValue().equals("FP32")
                ? WireTensor.floats(name, shape, numbers.toArray(Float[]::new))
                : WireTensor.doubles(
                        name,
                        shape,
                        numbers.stream().map(Float::doubleValue).toArray(Double[]::new));
    }
}
