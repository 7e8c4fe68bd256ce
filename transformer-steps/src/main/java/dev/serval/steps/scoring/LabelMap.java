package dev.serval.steps.scoring;

import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Tensor;
import dev.serval.protocol.table.NumberReader;
import dev.serval.server.configuration.ConfigurationException;
import dev.serval.steps.pipeline.Frame;
import dev.serval.steps.pipeline.Step;
import dev.serval.steps.pipeline.StepKind;
import dev.serval.steps.pipeline.StepOptions;
import dev.serval.steps.pipeline.TensorTypes;
import dev.serval.steps.tensor.Numbers;
import java.util.ArrayList;
import java.util.List;

/// `label`: integers as the labels of their classes.
public final class LabelMap {
    public static final StepKind KIND =
            new StepKind("label", List.of("labels", "labelsFile", "unknown"), LabelMap::bind);

    private LabelMap() {}

    private static Step bind(StepOptions options, TensorTypes types) throws ConfigurationException {
        TensorSpec input = options.input(types);
        options.requireInput(input, types, Numbers::areWhole, "integers");
        Labels labels =
                Labels.find(options)
                        .orElseThrow(() -> options.refusal("expected labels or labelsFile"));
        String output = options.output(input);
        options.makes(types, output, DataType.BYTES, input.shape());
        return frame -> apply(frame, input.name(), output, labels);
    }

    private static void apply(Frame frame, String input, String output, Labels labels) {
        Tensor classes = frame.require(input);
        NumberReader from = NumberReader.of(classes.dataType());
        List<String> texts = new ArrayList<>();
        for (long i = 0; i < classes.elementCount(); i++) {
            String found = Long.toString(from.toLong(classes.data(), i));
            texts.add(labels.require(input, found));
        }
        frame.put(Tensor.ofStrings(output, classes.shape(), texts, frame.allocator()));
    }
}
