package dev.serval.predictor.configuration;

import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.predictor.textformat.TextField;
import dev.serval.predictor.textformat.TextValue;
import dev.serval.server.configuration.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the `model_warmup` messages of a `config.pbtxt`.
final class TritonWarmUp {
    private static final String EXPECTED =
            "data_type, dims and one of zero_data, random_data and input_data_file";

    private final TritonFields fields;

    TritonWarmUp(TritonFields fields) {
        this.fields = fields;
    }

    /// @param maxBatchSize the model's; beyond 0 it says that the dimensions are those of one row
    WarmUpSample read(TextField sample, int maxBatchSize) throws ConfigurationException {
        String name = "";
        long batchSize = 0;
        int count = 1;
        List<TextField> inputs = new ArrayList<>();
        for (TextField field : fields.message(sample).fields()) {
            switch (field.name()) {
                case "name" -> name = fields.text(field);
                case "batch_size" -> batchSize = fields.whole(field, 0, Integer.MAX_VALUE);
                case "count" -> count = (int) fields.whole(field, 0, Integer.MAX_VALUE);
                case "inputs" -> inputs.add(field);
                default -> throw unknown(field, "name, batch_size, inputs and count");
            }
        }
        if (batchSize > Math.max(1, maxBatchSize)) {
            throw fields.refusal(
                    sample.position(),
                    "batch_size of the warm-up '%s' is %d, expected at most max_batch_size, %d"
                            .formatted(name, batchSize, maxBatchSize));
        }
        List<Long> rows = maxBatchSize > 0 ? List.of(Math.max(1, batchSize)) : List.of();
        List<WarmUpInput> read = new ArrayList<>();
        for (TextField input : inputs) {
            read.add(entry(input, rows));
        }
        // Triton takes a count of 0 for 1.
        return new WarmUpSample(name, Math.max(1, count), read);
    }

    /// An entry of the map `inputs`: `{ key: "x" value: { … } }`.
    private WarmUpInput entry(TextField entry, List<Long> rows) throws ConfigurationException {
        String name = null;
        TextField value = null;
        for (TextField field : fields.message(entry).fields()) {
            switch (field.name()) {
                case "key" -> name = fields.text(field);
                case "value" -> value = field;
                default -> throw unknown(field, "key and value");
            }
        }
        if (name == null || value == null) {
            throw fields.mistyped(entry, "key and value");
        }
        return input(name, value, rows);
    }

    private WarmUpInput input(String name, TextField value, List<Long> rows)
            throws ConfigurationException {
        DataType type = null;
        WarmUpInput.Content content = null;
        List<Long> dimensions = new ArrayList<>(rows);
        for (TextField field : fields.message(value).fields()) {
            switch (field.name()) {
                case "data_type" -> type = fields.dataType(field);
                case "dims" -> dimensions.add(fields.whole(field, 0, Long.MAX_VALUE));
                case "zero_data", "random_data", "input_data_file" -> {
                    if (content != null) {
                        throw fields.mistyped(value, EXPECTED);
                    }
                    content = content(field);
                }
                default -> throw unknown(field, EXPECTED);
            }
        }
        if (type == null || content == null) {
            throw fields.mistyped(value, EXPECTED);
        }
        return new WarmUpInput(name, type, shape(dimensions), content);
    }

    private static Shape shape(List<Long> dimensions) {
        return Shape.of(dimensions.stream().mapToLong(Long::longValue).toArray());
    }

    private WarmUpInput.@Nullable Content content(TextField field) throws ConfigurationException {
        if (field.name().equals("input_data_file")) {
            return new WarmUpInput.Content.File(fields.text(field));
        }
        if (!(field.value() instanceof TextValue.Word word) || !word.value().equals("true")) {
            throw fields.mistyped(field, "true");
        }
        return field.name().equals("zero_data")
                ? new WarmUpInput.Content.Zeros()
                : new WarmUpInput.Content.Random();
    }

    private ConfigurationException unknown(TextField field, String expected) {
        return fields.refusal(
                field.position(), "%s, expected %s".formatted(field.name(), expected));
    }
}
