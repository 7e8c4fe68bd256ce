package dev.serval.steps.tensor;

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
import java.util.List;

/// `cast`: numbers as numbers of another type.
public final class Cast {
    public static final StepKind KIND = new StepKind("cast", List.of("type"), Cast::bind);

    private Cast() {}

    private static Step bind(StepOptions options, TensorTypes types) throws ConfigurationException {
        TensorSpec input = options.input(types);
        options.requireInput(input, types, Numbers::are, "numbers");
        DataType type = StepOptions.dataType(options.require("type"));
        if (type == DataType.BYTES) {
            throw options.require("type").mistyped("a type of numbers");
        }
        String output = options.output(input);
        options.makes(types, output, type, input.shape());
        return frame -> apply(frame, input.name(), output, type);
    }

    private static void apply(Frame frame, String input, String output, DataType type) {
        Tensor numbers = frame.require(input);
        Tensor cast = frame.make(output, type, numbers.shape());
        NumberReader from = NumberReader.of(numbers.dataType());
        NumberWriter to = new NumberWriter(cast);
        for (long i = 0; i < numbers.elementCount(); i++) {
            to.set(i, from.toDouble(numbers.data(), i));
        }
        frame.put(cast);
    }
}
