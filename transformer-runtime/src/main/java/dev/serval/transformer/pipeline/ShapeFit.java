package dev.serval.transformer.pipeline;

import dev.serval.inference.tensor.Shape;

/// Whether shapes of which dimensions are open may meet.
final class ShapeFit {
    private ShapeFit() {}

    /// Whether a tensor of one shape may turn out to be one of the other.
    static boolean mayFit(Shape wanted, Shape found) {
        if (wanted.rank() != found.rank()) {
            return false;
        }
        for (int axis = 0; axis < wanted.rank(); axis++) {
            long left = wanted.dimension(axis);
            long right = found.dimension(axis);
            if (left != right && left != Shape.DYNAMIC && right != Shape.DYNAMIC) {
                return false;
            }
        }
        return true;
    }
}
