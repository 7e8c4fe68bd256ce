package dev.serval.steps.tabular;

import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.Tensor;
import dev.serval.protocol.table.NumberReader;
import dev.serval.server.configuration.ConfigurationException;
import dev.serval.steps.pipeline.Frame;
import dev.serval.steps.pipeline.Step;
import dev.serval.steps.pipeline.StepKind;
import dev.serval.steps.pipeline.StepOptions;
import dev.serval.steps.pipeline.TensorTypes;
import dev.serval.steps.tensor.NumberWriter;
import dev.serval.steps.tensor.Numbers;
import java.util.List;

/// `impute`: a number for each one that is missing: NaN, or what `missing` says.
public final class Impute {
    public static final StepKind KIND =
            new StepKind("impute", List.of("values", "missing"), Impute::bind);

    private Impute() {}

    private static Step bind(StepOptions options, TensorTypes types) throws ConfigurationException {
        TensorSpec input = options.input(types);
        options.requireInput(input, types, Numbers::areReal, "numbers of FP32 or FP64");
        double[] values = Numbers.perColumn(options.require("values"), input);
        double missing =
                options.find("missing").isPresent()
                        ? options.require("missing").real()
                        : Double.NaN;
        String output = options.output(input);
        options.makes(types, output, input.dataType(), input.shape());
        return frame -> apply(frame, input.name(), output, values, missing);
    }

    private static void apply(
            Frame frame, String input, String output, double[] values, double missing) {
        Tensor numbers = frame.require(input);
        Tensor filled = frame.make(output, numbers.dataType(), numbers.shape());
        NumberReader from = NumberReader.of(numbers.dataType());
        NumberWriter to = new NumberWriter(filled);
        long columns = Numbers.columns(numbers.shape());
        for (long i = 0; i < numbers.elementCount(); i++) {
            double value = from.toDouble(numbers.data(), i);
            boolean isMissing = Double.isNaN(missing) ? Double.isNaN(value) : value == missing;
            to.set(i, isMissing ? Numbers.at(values, i % columns) : value);
        }
        frame.put(filled);
    }
}
