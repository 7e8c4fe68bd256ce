package dev.serval.steps.scoring;

import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Tensor;
import dev.serval.protocol.table.NumberReader;
import dev.serval.server.configuration.ConfigurationException;
import dev.serval.server.configuration.YamlValue;
import dev.serval.steps.pipeline.Frame;
import dev.serval.steps.pipeline.Step;
import dev.serval.steps.pipeline.StepKind;
import dev.serval.steps.pipeline.StepOptions;
import dev.serval.steps.pipeline.TensorTypes;
import dev.serval.steps.tensor.NumberWriter;
import dev.serval.steps.tensor.Numbers;
import java.util.ArrayList;
import java.util.List;

/// `threshold`: whether each number is at least `at`, as BOOL, or as the second of two labels and
/// not the first. NaN is not.
public final class Threshold {
    public static final StepKind KIND =
            new StepKind("threshold", List.of("at", "labels"), Threshold::bind);

    private Threshold() {}

    private static Step bind(StepOptions options, TensorTypes types) throws ConfigurationException {
        TensorSpec input = options.input(types);
        options.requireInput(input, types, Numbers::are, "numbers");
        double least = options.require("at").real();
        List<String> labels =
                options.find("labels").isPresent() ? labels(options.require("labels")) : List.of();
        String output = options.output(input);
        options.makes(
                types, output, labels.isEmpty() ? DataType.BOOL : DataType.BYTES, input.shape());
        return frame -> apply(frame, input.name(), output, least, labels);
    }

    private static List<String> labels(YamlValue written) throws ConfigurationException {
        List<String> labels = written.texts();
        if (labels.size() != 2) {
            throw written.mistyped("two labels, below and from the threshold on");
        }
        return labels;
    }

    private static void apply(
            Frame frame, String input, String output, double least, List<String> labels) {
        Tensor numbers = frame.require(input);
        NumberReader from = NumberReader.of(numbers.dataType());
        if (labels.isEmpty()) {
            Tensor flags = frame.make(output, DataType.BOOL, numbers.shape());
            NumberWriter to = new NumberWriter(flags);
            for (long i = 0; i < numbers.elementCount(); i++) {
                to.set(i, from.toDouble(numbers.data(), i) >= least ? 1 : 0);
            }
            frame.put(flags);
            return;
        }
        List<String> texts = new ArrayList<>();
        for (long i = 0; i < numbers.elementCount(); i++) {
            texts.add(labels.get(from.toDouble(numbers.data(), i) >= least ? 1 : 0));
        }
        frame.put(Tensor.ofStrings(output, numbers.shape(), texts, frame.allocator()));
    }
}
