package dev.serval.protocol.json;

import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Elements of INT8 to UINT64. A number with fraction or exponent is no integer, not even 1.0, as
/// Triton and TensorFlow Serving have it.
final class IntegerElements extends TensorElements {
    private final GrowingMemory memory;
    private final int byteSize;
    private final long least;
    private final long most;

    IntegerElements(String name, DataType type, long expected, TensorAllocator allocator) {
        super(name, type);
        this.byteSize = type.byteSize();
        int bits = byteSize * Byte.SIZE;
        if (type.kind() == DataType.Kind.SIGNED) {
            this.least = -1L << (bits - 1);
            this.most = ~least;
        } else {
            this.least = 0;
            this.most = -1L >>> (Long.SIZE - bits);
        }
        this.memory = new GrowingMemory(expected * byteSize, allocator);
    }

    @Override
    void append(JsonScanner json, long index) {
        if (!JsonNumber.mayStartWith(json.peek())) {
            throw json.mismatch(nextElement(), expected());
        }
        long bits = bits(json.number());
        long at = index * byteSize;
        MemorySegment segment = memory.reserve(at + byteSize, at);
        switch (byteSize) {
            case Byte.BYTES -> segment.set(ValueLayout.JAVA_BYTE, at, (byte) bits);
            case Short.BYTES -> segment.set(ValueLayout.JAVA_SHORT, at, (short) bits);
            case Integer.BYTES -> segment.set(ValueLayout.JAVA_INT, at, (int) bits);
            default -> segment.set(ValueLayout.JAVA_LONG, at, bits);
        }
    }

    private long bits(JsonNumber number) {
        if (number.fitsLong()) {
            long value = number.toLong();
            if (value >= least && (value <= most || most == -1)) {
                return value;
            }
        } else if (most == -1 && number.fitsUnsignedLong()) {
            return number.toUnsignedLong();
        }
        throw number.refuse(nextElement(), number.isIntegral() ? range() : expected());
    }

    private String range() {
        String last = most == -1 ? Long.toUnsignedString(most) : Long.toString(most);
        return "%s from %d to %s".formatted(type(), least, last);
    }

    @Override
    void appendMissing(long index) {
        throw missing();
    }

    @Override
    String expected() {
        return "an integer";
    }

    @Override
    Tensor toTensor(Shape shape) {
        MemorySegment data = memory.slice(count() * byteSize);
        return Tensor.over(name(), type(), shape, data, memory.handOver()::close);
    }

    @Override
    public void close() {
        memory.close();
    }
}
