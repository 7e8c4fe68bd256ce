package dev.serval.steps.tensor;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorRows;
import dev.serval.server.configuration.ConfigurationException;
import dev.serval.server.configuration.YamlValue;
import dev.serval.steps.pipeline.Frame;
import dev.serval.steps.pipeline.Step;
import dev.serval.steps.pipeline.StepKind;
import dev.serval.steps.pipeline.StepOptions;
import dev.serval.steps.pipeline.TensorTypes;
import java.util.List;

/// `reshape`: the same elements in another shape, of which one dimension may be left open.
public final class Reshape {
    public static final StepKind KIND = new StepKind("reshape", List.of("shape"), Reshape::bind);

    private Reshape() {}

    private static Step bind(StepOptions options, TensorTypes types) throws ConfigurationException {
        TensorSpec input = options.input(types);
        YamlValue written = options.require("shape");
        long[] dimensions =
                written.wholes(-1, Integer.MAX_VALUE).stream().mapToLong(Long::longValue).toArray();
        Shape shape = Shape.of(dimensions);
        int open = 0;
        for (long dimension : dimensions) {
            open += dimension == Shape.DYNAMIC ? 1 : 0;
        }
        boolean fits =
                open == 1
                        || open == 0
                                && (input.shape().isDynamic()
                                        || input.shape().elementCount() == shape.elementCount());
        if (!fits || !mayDivide(input.shape(), shape)) {
            throw written.refusal(
                    "%s is %s, expected as many elements as %s has, and at most one -1"
                            .formatted(written.path(), shape, types.describe(input.name())));
        }
        String output = options.output(input);
        options.makes(types, output, input.dataType(), shape);
        return frame -> apply(frame, input.name(), output, shape);
    }

    /// Whether the known part of one shape goes into the known part of the other, where each has
    /// one open dimension.
    private static boolean mayDivide(Shape from, Shape to) {
        if (from.isDynamic()) {
            return true;
        }
        long known = known(to);
        return !to.isDynamic() || known > 0 && from.elementCount() % known == 0;
    }

    private static long known(Shape shape) {
        long known = 1;
        for (int axis = 0; axis < shape.rank(); axis++) {
            known *= shape.dimension(axis) == Shape.DYNAMIC ? 1 : shape.dimension(axis);
        }
        return known;
    }

    private static void apply(Frame frame, String input, String output, Shape shape) {
        Tensor tensor = frame.require(input);
        Shape closed = close(tensor, shape);
        frame.put(
                TensorRows.fill(
                        output, tensor.dataType(), closed, List.of(tensor), frame.allocator()));
    }

    private static Shape close(Tensor tensor, Shape shape) {
        long known = known(shape);
        long elements = tensor.elementCount();
        if (shape.isDynamic() ? known == 0 || elements % known != 0 : elements != known) {
            throw new InvalidInput(
                    "tensor '%s' has shape %s, which cannot be made %s"
                            .formatted(tensor.name(), tensor.shape(), shape));
        }
        long[] dimensions = shape.toArray();
        for (int axis = 0; axis < dimensions.length; axis++) {
            if (dimensions[axis] == Shape.DYNAMIC) {
                dimensions[axis] = elements / known;
            }
        }
        return Shape.of(dimensions);
    }
}
