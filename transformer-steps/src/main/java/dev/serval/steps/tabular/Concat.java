package dev.serval.steps.tabular;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
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

/// `concat`: one matrix of several columns and matrices, side by side in the order of `inputs`,
/// which it takes the place of.
public final class Concat {
    public static final StepKind KIND =
            new StepKind("concat", List.of("inputs", "type"), Concat::bind);

    private Concat() {}

    private static Step bind(StepOptions options, TensorTypes types) throws ConfigurationException {
        List<TensorSpec> inputs = new ArrayList<>();
        for (YamlValue element : options.require("inputs").elements()) {
            TensorSpec input = options.tensor(element, types);
            options.requireInput(input, types, Concat::fits, "a column or a matrix of numbers");
            inputs.add(input);
        }
        if (inputs.isEmpty()) {
            throw options.require("inputs").mistyped("at least one tensor");
        }
        List<String> names = inputs.stream().map(TensorSpec::name).toList();
        long width = inputs.stream().mapToLong(input -> Numbers.columns(input.shape())).sum();
        long rows = requireRows(inputs, options, types);
        DataType type = options.floating(inputs.getFirst());
        String output = options.require("output").text();
        names.forEach(types::remove);
        options.makes(types, output, type, Shape.of(rows, width));
        return frame -> apply(frame, names, output, type, width);
    }

    private static boolean fits(TensorSpec spec) {
        int rank = spec.shape().rank();
        return Numbers.are(spec)
                && (rank == 1 || rank == 2 && spec.shape().dimension(1) != Shape.DYNAMIC);
    }

    private static long requireRows(List<TensorSpec> inputs, StepOptions options, TensorTypes types)
            throws ConfigurationException {
        long rows = Shape.DYNAMIC;
        for (TensorSpec input : inputs) {
            long found = input.shape().dimension(0);
            if (rows != Shape.DYNAMIC && found != Shape.DYNAMIC && found != rows) {
                throw options.refusal(
                        "it takes %s, expected %d rows as of %s"
                                .formatted(
                                        types.describe(input.name()),
                                        rows,
                                        types.describe(inputs.getFirst().name())));
            }
            rows = Math.max(rows, found);
        }
        return rows;
    }

    private static void apply(
            Frame frame, List<String> names, String output, DataType type, long width) {
        long rows = frame.require(names.getFirst()).shape().dimension(0);
        Tensor matrix = frame.make(output, type, Shape.of(rows, width));
        NumberWriter to = new NumberWriter(matrix);
        long offset = 0;
        for (String name : names) {
            Tensor part = frame.require(name);
            if (part.shape().dimension(0) != rows) {
                throw new InvalidInput(
                        "tensor '%s' has %d rows, expected %d like '%s'"
                                .formatted(
                                        name, part.shape().dimension(0), rows, names.getFirst()));
            }
            long columns = Numbers.columns(part.shape());
            NumberReader from = NumberReader.of(part.dataType());
            for (long i = 0; i < part.elementCount(); i++) {
                to.set(i / columns * width + offset + i % columns, from.toDouble(part.data(), i));
            }
            offset += columns;
        }
        names.forEach(frame::remove);
        frame.put(matrix);
    }
}
