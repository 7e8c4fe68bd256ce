package dev.serval.steps.tensor;

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

/// `transpose`: the dimensions in another order: `axes: [0, 3, 1, 2]` makes NCHW of NHWC.
public final class Transpose {
    public static final StepKind KIND = new StepKind("transpose", List.of("axes"), Transpose::bind);

    private Transpose() {}

    private static Step bind(StepOptions options, TensorTypes types) throws ConfigurationException {
        TensorSpec input = options.input(types);
        options.requireInput(input, types, Numbers::are, "numbers");
        YamlValue written = options.require("axes");
        int rank = input.shape().rank();
        List<Long> axes = written.wholes(0, Math.max(0, rank - 1));
        if (axes.size() != rank || axes.stream().distinct().count() != rank) {
            throw written.refusal(
                    "%s is %s, expected each axis of %s once"
                            .formatted(written.path(), axes, types.describe(input.name())));
        }
        int[] order = axes.stream().mapToInt(Long::intValue).toArray();
        String output = options.output(input);
        options.makes(types, output, input.dataType(), ordered(input.shape(), order));
        return frame -> apply(frame, input.name(), output, order);
    }

    private static Shape ordered(Shape shape, int[] order) {
        long[] dimensions = new long[order.length];
        for (int axis = 0; axis < order.length; axis++) {
            dimensions[axis] = shape.dimension(order[axis]);
        }
        return Shape.of(dimensions);
    }

    private static void apply(Frame frame, String input, String output, int[] order) {
        Tensor from = frame.require(input);
        DataType type = from.dataType();
        Tensor to = frame.make(output, type, ordered(from.shape(), order));
        long[] strides = strides(from.shape());
        int rank = order.length;
        long[] at = new long[rank];
        int size = type.byteSize();
        for (long i = 0; i < to.elementCount(); i++) {
            long source = 0;
            for (int axis = 0; axis < rank; axis++) {
                source += at[axis] * strides[order[axis]];
            }
            MemorySegment.copy(from.data(), source * size, to.data(), i * size, size);
            advance(at, to.shape());
        }
        frame.put(to);
    }

    private static long[] strides(Shape shape) {
        long[] strides = new long[shape.rank()];
        long stride = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape.dimension(axis);
        }
        return strides;
    }

    /// The next place in row-major order.
    private static void advance(long[] at, Shape shape) {
        for (int axis = at.length - 1; axis >= 0; axis--) {
            if (++at[axis] < shape.dimension(axis)) {
                return;
            }
            at[axis] = 0;
        }
    }
}
