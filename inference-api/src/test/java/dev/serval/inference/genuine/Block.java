package dev.serval.inference.genuine;

import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/// A tensor as text: a line with name, type and sizes, then a line for each entry of the first
/// dimension, all parted by tabs.
///
/// @param values in row-major order
public record Block(String name, DataType type, Shape shape, List<String> values) {
    public Block {
        values = List.copyOf(values);
    }

    /// The block that begins at that line.
    static Block read(List<String> lines, int at) {
        String[] head = lines.get(at).split("\t", -1);
        long[] sizes = Arrays.stream(head).skip(2).mapToLong(Long::parseLong).toArray();
        Shape shape = Shape.of(sizes);
        List<String> values =
                lines.subList(at + 1, at + 1 + rows(shape)).stream()
                        .flatMap(line -> Arrays.stream(line.split("\t", -1)))
                        .toList();
        if (values.size() != shape.elementCount() && shape.elementCount() > 0) {
            throw new IllegalArgumentException(
                    "block %s has %d values, expected %s".formatted(head[0], values.size(), shape));
        }
        return new Block(head[0], DataType.valueOf(head[1]), shape, values);
    }

    int lineCount() {
        return 1 + rows(shape);
    }

    private static int rows(Shape shape) {
        return shape.rank() == 0 ? 1 : (int) shape.dimension(0);
    }

    /// The tensor, which the caller closes.
    public Tensor toTensor(TensorAllocator allocator) {
        return switch (type) {
            case FP32 -> Tensor.ofFloats(name, shape, floats(), allocator);
            case FP64 -> Tensor.ofDoubles(name, shape, doubles(), allocator);
            case INT64 -> {
                long[] wholes = values.stream().mapToLong(Long::parseLong).toArray();
                yield Tensor.ofLongs(name, shape, wholes, allocator);
            }
            case INT32, BOOL -> {
                Tensor tensor = Tensor.allocate(name, type, shape, allocator);
                for (int i = 0; i < shape.elementCount(); i++) {
                    int value = Integer.parseInt(values.get(i));
                    if (type == DataType.BOOL) {
                        tensor.data().set(ValueLayout.JAVA_BYTE, i, (byte) value);
                    } else {
                        tensor.data().setAtIndex(ValueLayout.JAVA_INT, i, value);
                    }
                }
                yield tensor;
            }
            case BYTES -> Tensor.ofStrings(name, shape, values, allocator);
            default -> throw new IllegalArgumentException("no block is of type " + type);
        };
    }

    private float[] floats() {
        double[] wide = doubles();
        float[] narrow = new float[wide.length];
        for (int i = 0; i < wide.length; i++) {
            narrow[i] = (float) wide[i];
        }
        return narrow;
    }

    /// The values as numbers.
    public double[] doubles() {
        return values.stream()
                .filter(value -> !value.isEmpty() || shape.elementCount() > 0)
                .mapToDouble(Block::number)
                .toArray();
    }

    private static double number(String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
