package dev.serval.steps.tabular;

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
import java.util.List;

/// `scale`: each column by its mean and standard deviation, `(x - mean) / std`, or from its least
/// and greatest value to a range, `(x - min) / (max - min) * (to - from) + from`; computed in
/// double precision.
public final class Scale {
    public static final StepKind KIND =
            new StepKind(
                    "scale", List.of("mean", "std", "min", "max", "range", "type"), Scale::bind);

    private Scale() {}

    private static Step bind(StepOptions options, TensorTypes types) throws ConfigurationException {
        TensorSpec input = options.input(types);
        options.requireInput(input, types, Numbers::are, "numbers");
        boolean standard = options.find("mean").isPresent() || options.find("std").isPresent();
        boolean ranged = options.find("min").isPresent() || options.find("max").isPresent();
        if (standard == ranged) {
            throw options.refusal("expected mean and std, or min and max");
        }
        Affine affine = standard ? standard(options, input) : ranged(options, input);
        DataType type = options.floating(input);
        String output = options.output(input);
        options.makes(types, output, type, input.shape());
        return frame -> apply(frame, input.name(), output, type, affine);
    }

    /// What becomes of a number of a column.
    @FunctionalInterface
    private interface Affine {
        double of(double value, long column);
    }

    private static Affine standard(StepOptions options, TensorSpec input)
            throws ConfigurationException {
        double[] mean = Numbers.perColumn(options.require("mean"), input);
        YamlValue written = options.require("std");
        double[] std = Numbers.perColumn(written, input);
        for (int i = 0; i < std.length; i++) {
            if (!(std[i] > 0)) {
                throw written.refusal(
                        "%s[%d] is %s, expected more than 0".formatted(written.path(), i, std[i]));
            }
        }
        return (value, column) -> (value - Numbers.at(mean, column)) / Numbers.at(std, column);
    }

    private static Affine ranged(StepOptions options, TensorSpec input)
            throws ConfigurationException {
        double[] min = Numbers.perColumn(options.require("min"), input);
        YamlValue written = options.require("max");
        double[] max = Numbers.perColumn(written, input);
        for (int i = 0; i < Math.max(min.length, max.length); i++) {
            if (!(Numbers.at(max, i) > Numbers.at(min, i))) {
                throw written.refusal(
                        "%s[%d] is %s, expected more than min, which is %s"
                                .formatted(
                                        written.path(), i, Numbers.at(max, i), Numbers.at(min, i)));
            }
        }
        double[] range = range(options);
        return (value, column) -> {
            double low = Numbers.at(min, column);
            double share = (value - low) / (Numbers.at(max, column) - low);
            return share * (range[1] - range[0]) + range[0];
        };
    }

    private static double[] range(StepOptions options) throws ConfigurationException {
        if (options.find("range").isEmpty()) {
            return new double[] {0, 1};
        }
        YamlValue written = options.require("range");
        List<Double> ends = written.reals();
        if (ends.size() != 2 || !(ends.get(1) > ends.get(0))) {
            throw written.mistyped("two numbers, the lower one first");
        }
        return new double[] {ends.get(0), ends.get(1)};
    }

    private static void apply(
            Frame frame, String input, String output, DataType type, Affine affine) {
        Tensor numbers = frame.require(input);
        Tensor scaled = frame.make(output, type, numbers.shape());
        NumberReader from = NumberReader.of(numbers.dataType());
        NumberWriter to = new NumberWriter(scaled);
        long columns = Numbers.columns(numbers.shape());
        for (long i = 0; i < numbers.elementCount(); i++) {
            to.set(i, affine.of(from.toDouble(numbers.data(), i), i % columns));
        }
        frame.put(scaled);
    }
}
