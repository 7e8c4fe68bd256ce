package dev.serval.inference.tensor;

import dev.serval.inference.failure.InvalidInput;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The dimensions of a tensor, outermost first; immutable. In a model's signature a dimension may
/// be [#DYNAMIC]; in a tensor every dimension is zero or more.
public final class Shape {
    /// A dimension of which a signature leaves the size open.
    public static final long DYNAMIC = -1;

    private static final Shape SCALAR = new Shape(new long[0], true);
    private static final Shape ANY = new Shape(new long[] {DYNAMIC}, false);

    private final long[] dimensions;
    private final boolean ranked;

    private Shape(long[] dimensions, boolean ranked) {
        this.dimensions = dimensions;
        this.ranked = ranked;
    }

    /// A shape of those dimensions, none of them under -1.
    ///
    /// @throws InvalidInput naming the first dimension that is under -1
    public static Shape of(long... dimensions) {
        for (int axis = 0; axis < dimensions.length; axis++) {
            if (dimensions[axis] < DYNAMIC) {
                throw new InvalidInput(
                        "shape %s: dimension %d is %d, expected 0 or more"
                                .formatted(text(dimensions), axis, dimensions[axis]));
            }
        }
        return dimensions.length == 0 ? SCALAR : new Shape(dimensions.clone(), true);
    }

    /// In a signature: of any number of dimensions, of which the model tells none. Where it has to
    /// be shown as dimensions it is `[-1]`, and the first of them counts rows.
    public static Shape any() {
        return ANY;
    }

    /// Whether it says how many dimensions there are, which all but [#any] do.
    public boolean isRanked() {
        return ranked;
    }

    /// The shape without dimensions, which holds one element.
    public static Shape scalar() {
        return SCALAR;
    }

    public int rank() {
        return dimensions.length;
    }

    /// The size along one axis.
    ///
    /// @throws IndexOutOfBoundsException if there is no such axis
    public long dimension(int axis) {
        return dimensions[axis];
    }

    /// A copy of the dimensions.
    public long[] toArray() {
        return dimensions.clone();
    }

    /// Whether some dimension is [#DYNAMIC].
    public boolean isDynamic() {
        for (long dimension : dimensions) {
            if (dimension == DYNAMIC) {
                return true;
            }
        }
        return false;
    }

    /// How many elements a tensor of this shape holds; 1 for a scalar.
    ///
    /// @throws InvalidInput if a dimension is open, or the product does not fit 63 bits
    public long elementCount() {
        long count = 1;
        boolean empty = false;
        for (int axis = 0; axis < dimensions.length; axis++) {
            long dimension = dimensions[axis];
            if (dimension == DYNAMIC) {
                throw new InvalidInput(
                        "shape %s: dimension %d is -1, expected 0 or more".formatted(this, axis));
            }
            empty |= dimension == 0;
            count = multiply(count, Math.max(dimension, 1));
        }
        return empty ? 0 : count;
    }

    /// How many bytes a tensor of this shape and a type of fixed size takes.
    ///
    /// @throws InvalidInput if a dimension is open, or the product does not fit 63 bits
    public long byteSize(DataType type) {
        return multiply(elementCount(), type.byteSize());
    }

    /// Whether a tensor of the other shape may be passed where this one is declared: the same rank,
    /// and each dimension equal or open here.
    public boolean accepts(Shape other) {
        if (!ranked) {
            return true;
        }
        if (other.rank() != rank()) {
            return false;
        }
        for (int axis = 0; axis < dimensions.length; axis++) {
            if (dimensions[axis] != DYNAMIC && dimensions[axis] != other.dimensions[axis]) {
                return false;
            }
        }
        return true;
    }

    /// Whether one tensor may be of both shapes: the same rank, and each dimension equal or open in
    /// one of them.
    public boolean meets(Shape other) {
        if (!ranked || !other.ranked) {
            return true;
        }
        if (other.rank() != rank()) {
            return false;
        }
        for (int axis = 0; axis < dimensions.length; axis++) {
            long left = dimensions[axis];
            long right = other.dimensions[axis];
            if (left != right && left != DYNAMIC && right != DYNAMIC) {
                return false;
            }
        }
        return true;
    }

    /// This shape with another outermost dimension.
    ///
    /// @throws IllegalStateException for a scalar, which has none
    public Shape withFirst(long dimension) {
        if (dimensions.length == 0) {
            throw new IllegalStateException("a scalar has no first dimension");
        }
        long[] changed = dimensions.clone();
        changed[0] = dimension;
        return of(changed);
    }

    private long multiply(long left, long right) {
        try {
            return Math.multiplyExact(left, right);
        } catch (ArithmeticException overflow) {
            throw new InvalidInput("shape %s: its size does not fit 63 bits".formatted(this));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape
                && ranked == shape.ranked
                && Arrays.equals(dimensions, shape.dimensions);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dimensions);
    }

    /// The dimensions as JSON writes them: `[1,4]`.
    @Override
    public String toString() {
        return text(dimensions);
    }

    private static String text(long[] dimensions) {
        return Arrays.stream(dimensions)
                .mapToObj(Long::toString)
                .collect(Collectors.joining(",", "[", "]"));
    }
}
