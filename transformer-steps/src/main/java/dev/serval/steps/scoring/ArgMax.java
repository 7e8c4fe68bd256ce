package dev.serval.steps.scoring;

import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Tensor;
import dev.serval.server.configuration.ConfigurationException;
import dev.serval.steps.pipeline.Frame;
import dev.serval.steps.pipeline.Step;
import dev.serval.steps.pipeline.StepKind;
import dev.serval.steps.pipeline.StepOptions;
import dev.serval.steps.pipeline.TensorTypes;
import dev.serval.steps.tensor.NumberWriter;
import java.util.List;

/// `argmax`: the class with the greatest score, as INT64; the first of equal ones.
public final class ArgMax {
    public static final StepKind KIND = new StepKind("argmax", List.of(), ArgMax::bind);

    private ArgMax() {}

    private static Step bind(StepOptions options, TensorTypes types) throws ConfigurationException {
        TensorSpec input = options.input(types);
        options.requireInput(input, types, Scores::areIn, "numbers with a last dimension");
        String output = options.output(input);
        options.makes(types, output, DataType.INT64, Scores.withoutLast(input.shape()));
        return frame -> apply(frame, input.name(), output);
    }

    private static void apply(Frame frame, String input, String output) {
        Tensor tensor = frame.require(input);
        Scores scores = new Scores(tensor);
        scores.requireClasses(1);
        Tensor classes = frame.make(output, DataType.INT64, Scores.withoutLast(tensor.shape()));
        NumberWriter to = new NumberWriter(classes);
        double[] row = new double[scores.classes()];
        for (long index = 0; index < scores.rows(); index++) {
            scores.read(index, row);
            to.set(index, Scores.greatest(row));
        }
        frame.put(classes);
    }
}
