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

/// `softmax`: scores as probabilities that add up to 1, computed in double precision and without
/// overflow, however large the scores are.
public final class Softmax {
    public static final StepKind KIND = new StepKind("softmax", List.of("type"), Softmax::bind);

    private Softmax() {}

    private static Step bind(StepOptions options, TensorTypes types) throws ConfigurationException {
        TensorSpec input = options.input(types);
        options.requireInput(input, types, Scores::areIn, "numbers with a last dimension");
        DataType type = options.floating(input);
        String output = options.output(input);
        options.makes(types, output, type, input.shape());
        return frame -> apply(frame, input.name(), output, type);
    }

    private static void apply(Frame frame, String input, String output, DataType type) {
        Tensor tensor = frame.require(input);
        Scores scores = new Scores(tensor);
        Tensor probabilities = frame.make(output, type, tensor.shape());
        NumberWriter to = new NumberWriter(probabilities);
        double[] row = new double[scores.classes()];
        for (long index = 0; index < scores.rows(); index++) {
            scores.read(index, row);
            normalize(row);
            for (int i = 0; i < row.length; i++) {
                to.set(index * row.length + i, row[i]);
            }
        }
        frame.put(probabilities);
    }

    private static void normalize(double[] row) {
        double greatest = row[Scores.greatest(row)];
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            row[i] = Math.exp(row[i] - greatest);
            sum += row[i];
        }
        for (int i = 0; i < row.length; i++) {
            row[i] /= sum;
        }
    }
}
