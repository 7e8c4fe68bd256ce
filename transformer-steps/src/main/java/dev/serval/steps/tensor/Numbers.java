package dev.serval.steps.tensor;

import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.server.configuration.ConfigurationException;
import dev.serval.server.configuration.YamlValue;
import java.util.List;

/// What steps ask of tensors of numbers.
public final class Numbers {
    private Numbers() {}

    public static boolean are(TensorSpec spec) {
        return spec.dataType() != DataType.BYTES;
    }

    /// Whether they are floating-point numbers of a size that Java computes with.
    public static boolean areReal(TensorSpec spec) {
        return spec.dataType() == DataType.FP32 || spec.dataType() == DataType.FP64;
    }

    /// Whether they are integers.
    public static boolean areWhole(TensorSpec spec) {
        return spec.dataType().kind() == DataType.Kind.SIGNED
                || spec.dataType().kind() == DataType.Kind.UNSIGNED;
    }

    /// How many values a row has: the last dimension, or 1 for plain values; -1 if it is open.
    public static long columns(Shape shape) {
        return shape.rank() < 2 ? 1 : shape.dimension(shape.rank() - 1);
    }

    /// A number for each column: one that stands for all, or as many as there are.
    ///
    /// @throws ConfigurationException if there are more or fewer
    public static double[] perColumn(YamlValue value, TensorSpec input)
            throws ConfigurationException {
        List<Double> numbers = value.reals();
        long columns = columns(input.shape());
        if (numbers.isEmpty()
                || numbers.size() > 1 && columns != Shape.DYNAMIC && columns != numbers.size()) {
            throw value.refusal(
                    "%s has %d numbers, expected %d as '%s' has shape %s, or one for all columns"
                            .formatted(
                                    value.path(),
                                    numbers.size(),
                                    columns,
                                    input.name(),
                                    input.shape()));
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /// The number of that column.
    public static double at(double[] perColumn, long column) {
        return perColumn.length == 1 ? perColumn[0] : perColumn[(int) column];
    }
}
