package dev.serval.steps.tabular;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.server.configuration.ConfigurationException;
import dev.serval.server.configuration.ConfigurationFile;
import dev.serval.server.configuration.YamlMap;
import dev.serval.server.configuration.YamlValue;
import dev.serval.steps.pipeline.Frame;
import dev.serval.steps.pipeline.Step;
import dev.serval.steps.pipeline.StepKind;
import dev.serval.steps.pipeline.StepOptions;
import dev.serval.steps.pipeline.TensorTypes;
import dev.serval.steps.tensor.NumberWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `lookup`: the features that a table has for a key, as `table: {key: [1, 2]}` or a `file` with
/// such keys and values, in YAML or JSON. A key that is not there has those of `default`, or is
/// refused.
public final class Lookup {
    public static final StepKind KIND =
            new StepKind("lookup", List.of("table", "file", "default", "type"), Lookup::bind);

    private Lookup() {}

    private static Step bind(StepOptions options, TensorTypes types) throws ConfigurationException {
        TensorSpec input = options.input(types);
        options.requireInput(input, types, Keys::areIn, "a text or an integer for each row");
        YamlMap written = table(options);
        Map<String, List<Double>> table = new HashMap<>();
        int width = -1;
        for (String key : written.keys()) {
            YamlValue value = written.find(key).orElseThrow();
            width = requireWidth(value, width);
            table.put(key, value.reals());
        }
        if (width < 0) {
            throw options.refusal("the table is empty, expected keys with their features");
        }
        List<Double> byDefault = null;
        if (options.find("default").isPresent()) {
            requireWidth(options.require("default"), width);
            byDefault = options.require("default").reals();
        }
        Features features = new Features(table, byDefault, width, options.floating(input));
        String output = options.output(input);
        options.makes(types, output, features.type, Shape.of(input.shape().dimension(0), width));
        return frame -> features.apply(frame, input.name(), output);
    }

    private static YamlMap table(StepOptions options) throws ConfigurationException {
        Optional<YamlValue> table = options.find("table");
        Optional<YamlValue> file = options.find("file");
        if (table.isPresent() == file.isPresent()) {
            throw options.refusal("expected one of table and file");
        }
        if (table.isPresent()) {
            return table.get().map();
        }
        String name = file.orElseThrow().text();
        String text = ConfigurationFile.text(options.folder().resolve(name));
        return ConfigurationFile.yaml(name, text).orElse(YamlMap.none(name, ""));
    }

    private static int requireWidth(YamlValue value, int width) throws ConfigurationException {
        int found = value.reals().size();
        if (width >= 0 && found != width) {
            throw value.refusal(
                    "%s has %d features, expected %d as those before it"
                            .formatted(value.path(), found, width));
        }
        return found;
    }

    /// What the table says.
    private record Features(
            Map<String, List<Double>> table,
            @Nullable List<Double> byDefault,
            int width,
            DataType type) {
        void apply(Frame frame, String input, String output) {
            Tensor keys = frame.require(input);
            long rows = keys.elementCount();
            Tensor found = frame.make(output, type, Shape.of(rows, width));
            NumberWriter to = new NumberWriter(found);
            for (long row = 0; row < rows; row++) {
                String key = Keys.at(keys, row);
                List<Double> features = table.getOrDefault(key, byDefault);
                if (features == null) {
                    throw new InvalidInput(
                            "tensor '%s': row %d is '%s', expected a key of the table, which has %d"
                                    .formatted(input, row, key, table.size()));
                }
                for (int column = 0; column < width; column++) {
                    to.set(row * width + column, features.get(column));
                }
            }
            frame.put(found);
        }
    }
}
