package dev.serval.steps.tabular;

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
import java.lang.foreign.MemorySegment;
import java.util.List;

/// `columns`: some columns of a matrix by their indices from 0, in the order given.
public final class Columns {
    public static final StepKind KIND = new StepKind("columns", List.of("indices"), Columns::bind);

    private Columns() {}

    private static Step bind(StepOptions options, TensorTypes types) throws ConfigurationException {
        TensorSpec input = options.input(types);
        options.requireInput(
                input,
                types,
                spec ->
                        spec.dataType() != DataType.BYTES
                                && spec.shape().rank() == 2
                                && spec.shape().dimension(1) != Shape.DYNAMIC,
                "a matrix of numbers with so many columns");
        long width = input.shape().dimension(1);
        YamlValue written = options.require("indices");
        List<Long> chosen = written.wholes(0, Integer.MAX_VALUE);
        for (long index : chosen) {
            if (index >= width) {
                throw written.refusal(
                        "%s has column %d, expected 0 to %d of %s"
                                .formatted(
                                        written.path(),
                                        index,
                                        width - 1,
                                        types.describe(input.name())));
            }
        }
        int[] indices = chosen.stream().mapToInt(Long::intValue).toArray();
        String output = options.output(input);
        options.makes(
                types,
                output,
                input.dataType(),
                Shape.of(input.shape().dimension(0), indices.length));
        return frame -> apply(frame, input.name(), output, indices);
    }

    private static void apply(Frame frame, String input, String output, int[] indices) {
        Tensor matrix = frame.require(input);
        long rows = matrix.shape().dimension(0);
        long width = matrix.shape().dimension(1);
        int size = matrix.dataType().byteSize();
        Tensor chosen = frame.make(output, matrix.dataType(), Shape.of(rows, indices.length));
        long to = 0;
        for (long row = 0; row < rows; row++) {
            for (int index : indices) {
                MemorySegment.copy(
                        matrix.data(), (row * width + index) * size, chosen.data(), to, size);
                to += size;
            }
        }
        frame.put(chosen);
    }
}
