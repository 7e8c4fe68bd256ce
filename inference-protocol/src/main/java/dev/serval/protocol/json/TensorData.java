package dev.serval.protocol.json;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;

/// Reads a tensor whose type and shape are known from a JSON array: flat in row-major order, or
/// nested as the shape is.
public final class TensorData {
    private TensorData() {}

    /// The tensor of the array that comes next. Memory is taken only if the text that is left is
    /// long enough for as many elements as the shape claims.
    ///
    /// @throws InvalidInput naming the input and the element or array that is wrong
    public static Tensor read(
            JsonScanner json, String name, DataType type, Shape shape, TensorAllocator allocator) {
        if (json.peek() != '[') {
            throw json.mismatch("input '%s': 'data'".formatted(name), "an array");
        }
        long expected = shape.elementCount();
        if (expected > (json.remaining() + 1) / 2) {
            throw new InvalidInput(
                    "input '%s': 'data' has %d elements, expected %d for shape %s"
                            .formatted(name, count(json), expected, shape));
        }
        boolean nested = shape.rank() > 1 && json.peekInside() == '[';
        Shape nesting = nested ? shape : Shape.of(expected);
        try (NestedElements elements =
                NestedElements.ofShape(name, type, nesting, shape, allocator)) {
            elements.readAll(json);
            return elements.toTensor(shape);
        }
    }

    /// How many elements there are, however they nest.
    private static long count(JsonScanner json) {
        if (json.peek() != '[') {
            json.skipValue();
            return 1;
        }
        long count = 0;
        for (boolean more = json.beginArray("'data'"); more; more = json.nextElement()) {
            count += count(json);
        }
        return count;
    }
}
