package dev.serval.protocol.json;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;

/// The elements of one tensor, taken from JSON one after the other into off-heap memory. Nothing is
/// allocated per element. Closed before the tensor is made, it gives the memory back.
abstract sealed class TensorElements implements AutoCloseable
        permits BooleanElements, ByteStringElements, FloatingElements, IntegerElements {
    private final String name;
    private final DataType type;
    private long count;

    TensorElements(String name, DataType type) {
        this.name = name;
        this.type = type;
    }

    /// @param expected how many elements will come; a guess for which memory is taken at once
    static TensorElements of(String name, DataType type, long expected, TensorAllocator allocator) {
        return switch (type.kind()) {
            case BOOLEAN -> new BooleanElements(name, expected, allocator);
            case UNSIGNED, SIGNED -> new IntegerElements(name, type, expected, allocator);
            case FLOATING -> new FloatingElements(name, type, expected, allocator);
            case BYTE_STRING -> ByteStringElements.of(name, expected, allocator);
        };
    }

    /// Takes in the value that comes next.
    final void append(JsonScanner json) {
        append(json, count);
        count++;
    }

    /// Takes in an element that has no value: NaN, or no bytes.
    ///
    /// @throws InvalidInput if the type has nothing that says so
    final void appendMissing() {
        appendMissing(count);
        count++;
    }

    /// Takes in elements that follow the last one in the same array, as many as are quickly read.
    ///
    /// @param most how many may follow
    /// @return how many were taken in
    final long appendRun(JsonScanner json, long most) {
        long taken = appendRun(json, count, most);
        count += taken;
        return taken;
    }

    /// Takes in elements from that index on.
    long appendRun(JsonScanner json, long index, long most) {
        return 0;
    }

    /// Takes in the element of that index.
    abstract void append(JsonScanner json, long index);

    /// Takes in the element of that index, which has no value.
    abstract void appendMissing(long index);

    /// What a refusal says an element should be: `a number`.
    abstract String expected();

    /// The tensor, which owns the memory from then on.
    abstract Tensor toTensor(Shape shape);

    @Override
    public abstract void close();

    final String name() {
        return name;
    }

    final DataType type() {
        return type;
    }

    final long count() {
        return count;
    }

    /// The refusal of an element that is missing and must not be.
    final InvalidInput missing() {
        return new InvalidInput("%s is missing, expected %s".formatted(nextElement(), expected()));
    }

    /// What a refusal calls the element that comes next.
    final String nextElement() {
        return "input '%s': element %d".formatted(name, count);
    }
}
