package dev.serval.steps.tabular;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.server.configuration.ConfigurationException;
import dev.serval.server.configuration.YamlValue;
import dev.serval.steps.pipeline.Frame;
import dev.serval.steps.pipeline.Step;
import dev.serval.steps.pipeline.StepKind;
import dev.serval.steps.pipeline.StepOptions;
import dev.serval.steps.pipeline.TensorTypes;
import dev.serval.steps.tensor.NumberWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `onehot`: a column for each category, 1 where the value is that category and 0 elsewhere. A
/// value that is none of them is refused, or all zeros.
public final class OneHot {
    public static final StepKind KIND =
            new StepKind("onehot", List.of("categories", "unknown", "type"), OneHot::bind);

    private OneHot() {}

    private static Step bind(StepOptions options, TensorTypes types) throws ConfigurationException {
        TensorSpec input = options.input(types);
        options.requireInput(input, types, Keys::areIn, "a text or an integer for each row");
        YamlValue written = options.require("categories");
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (String category : written.texts()) {
            if (columns.putIfAbsent(category, columns.size()) != null) {
                throw written.refusal("%s has '%s' twice".formatted(written.path(), category));
            }
        }
        boolean zeros = options.find("unknown").isPresent() && isZeros(options.require("unknown"));
        DataType type = options.floating(input);
        String output = options.output(input);
        long rows = input.shape().dimension(0);
        options.makes(types, output, type, Shape.of(rows, columns.size()));
        Encoding encoding = new Encoding(columns, zeros, type);
        return frame -> encoding.apply(frame, input.name(), output);
    }

    private static boolean isZeros(YamlValue written) throws ConfigurationException {
        return switch (written.text()) {
            case "zeros" -> true;
            case "refuse" -> false;
            default -> throw written.mistyped("zeros or refuse");
        };
    }

    /// @param columns the column of each category
    /// @param zeros whether an unknown value is all zeros
    private record Encoding(Map<String, Integer> columns, boolean zeros, DataType type) {
        void apply(Frame frame, String input, String output) {
            Tensor values = frame.require(input);
            long rows = values.elementCount();
            Tensor encoded = frame.make(output, type, Shape.of(rows, columns.size()));
            encoded.data().fill((byte) 0);
            NumberWriter to = new NumberWriter(encoded);
            for (long row = 0; row < rows; row++) {
                String value = Keys.at(values, row);
                Integer column = columns.get(value);
                if (column != null) {
                    to.set(row * columns.size() + column, 1);
                } else if (!zeros) {
                    throw new InvalidInput(
                            "tensor '%s': row %d is '%s', expected one of %s"
                                    .formatted(input, row, value, columns.keySet()));
                }
            }
            frame.put(encoded);
        }
    }
}
