package dev.serval.protocol.json;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The elements of one input as nested arrays. The nesting makes the shape, or must fit one that is
/// known; either way every array at a depth is as long as the others, and a refusal says which one
/// is not. It owns the memory until it is made a tensor.
public final class NestedElements implements AutoCloseable {
    private static final long UNKNOWN = -1;
    private static final int USUAL_DEPTH = 4;

    private final TensorElements elements;
    private final String root;
    private final @Nullable Shape claimed;
    private long[] sizes;
    private long[] path;
    private int rank;
    private boolean nullIsMissing;

    /// @param depth of how many arrays is known, or guessed, that they are in each other
    private NestedElements(
            TensorElements elements, String root, @Nullable Shape claimed, int depth) {
        this.elements = elements;
        this.root = root;
        this.claimed = claimed;
        this.rank = (int) UNKNOWN;
        this.sizes = new long[Math.max(1, depth)];
        this.path = new long[sizes.length];
        Arrays.fill(sizes, UNKNOWN);
    }

    /// Of a shape that shows as the elements come.
    ///
    /// @param root what a refusal calls the outermost array: `'instances'`
    public static NestedElements ofAnyShape(
            String name, DataType type, String root, TensorAllocator allocator) {
        TensorElements elements = TensorElements.of(name, type, 0, allocator);
        return new NestedElements(elements, root, null, USUAL_DEPTH);
    }

    /// Of a known shape, which the text is long enough for.
    ///
    /// @param nesting the sizes of the arrays, outermost first
    /// @param shape what a refusal names as the reason
    static NestedElements ofShape(
            String name, DataType type, Shape nesting, Shape shape, TensorAllocator allocator) {
        TensorElements elements = TensorElements.of(name, type, nesting.elementCount(), allocator);
        NestedElements nested = new NestedElements(elements, "'data'", shape, nesting.rank());
        nested.rank = nesting.rank();
        for (int axis = 0; axis < nested.rank; axis++) {
            nested.sizes[axis] = nesting.dimension(axis);
        }
        return nested;
    }

    /// These, with `null` for an element that has no value.
    public NestedElements withNulls() {
        nullIsMissing = true;
        return this;
    }

    public String name() {
        return elements.name();
    }

    /// Takes in the value that comes next, as a whole.
    public void readAll(JsonScanner json) {
        read(json, 0);
    }

    /// Takes in the value that comes next, as one more entry of the outermost array.
    ///
    /// @param row its index
    public void readRow(JsonScanner json, long row) {
        path[0] = row;
        read(json, 1);
        sizes[0] = row + 1;
    }

    /// Takes in one more entry of the outermost array that has no value.
    public void addMissingRow(long row) {
        rank = 1;
        elements.appendMissing();
        sizes[0] = row + 1;
    }

    /// The shape that the nesting made.
    public Shape shape() {
        return Shape.of(Arrays.copyOf(sizes, rank));
    }

    /// The tensor, which owns the memory from now on.
    ///
    /// @param shape of as many elements as were taken in
    public Tensor toTensor(Shape shape) {
        return elements.toTensor(shape);
    }

    @Override
    public void close() {
        elements.close();
    }

    private void read(JsonScanner json, int depth) {
        if (json.peek() == '[') {
            readArray(json, depth);
        } else {
            readElement(json, depth);
        }
    }

    private void readElement(JsonScanner json, int depth) {
        if (rank == UNKNOWN) {
            rank = depth;
        } else if (rank != depth) {
            throw json.mismatch(
                    "input '%s': %s".formatted(name(), place(depth)),
                    "an array of %d %s".formatted(sizes[depth], reason()));
        }
        if (nullIsMissing && json.skipNull()) {
            elements.appendMissing();
        } else {
            elements.append(json);
        }
    }

    private void readArray(JsonScanner json, int depth) {
        if (rank == depth) {
            throw json.mismatch(
                    "input '%s': %s".formatted(name(), place(depth)), elements.expected());
        }
        if (depth == sizes.length) {
            deepen();
        }
        long size = sizes[depth];
        long count = 0;
        for (boolean more = json.beginArray("the value"); more; more = json.nextElement()) {
            if (count == size) {
                throw refuseSize(depth, count + countRest(json));
            }
            path[depth] = count++;
            read(json, depth + 1);
            if (rank == depth + 1) {
                count += elements.appendRun(json, size == UNKNOWN ? Long.MAX_VALUE : size - count);
            }
        }
        if (size == UNKNOWN) {
            sizes[depth] = count;
            rank = rank == UNKNOWN ? depth + 1 : rank;
        } else if (count != size) {
            throw refuseSize(depth, count);
        }
    }

    private void deepen() {
        int known = sizes.length;
        sizes = Arrays.copyOf(sizes, 2 * known);
        path = Arrays.copyOf(path, 2 * known);
        Arrays.fill(sizes, known, sizes.length, UNKNOWN);
    }

    private static long countRest(JsonScanner json) {
        long count = 0;
        do {
            json.skipValue();
            count++;
        } while (json.nextElement());
        return count;
    }

    private InvalidInput refuseSize(int depth, long found) {
        return new InvalidInput(
                "input '%s': %s has %d elements, expected %d %s"
                        .formatted(name(), place(depth), found, sizes[depth], reason()));
    }

    private String reason() {
        return claimed == null ? "like those before it" : "for shape " + claimed;
    }

    private String place(int depth) {
        if (depth == 0) {
            return root;
        }
        StringBuilder place = new StringBuilder(root);
        for (int i = 0; i < depth; i++) {
            place.append('[').append(path[i]).append(']');
        }
        return place.toString();
    }
}
