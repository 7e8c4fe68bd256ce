package dev.serval.protocol.json;

import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Elements of FP16, BF16, FP32 and FP64, each rounded once. `NaN`, `Infinity` and `-Infinity`
/// stand bare or in quotes; a finite number that would become infinite is refused.
final class FloatingElements extends TensorElements {
    private static final short INFINITE_FP16 = Float.floatToFloat16(Float.POSITIVE_INFINITY);
    private static final short INFINITE_BF16 = 0x7F80;

    private final GrowingMemory memory;
    private final int byteSize;

    FloatingElements(String name, DataType type, long expected, TensorAllocator allocator) {
        super(name, type);
        this.byteSize = type.byteSize();
        this.memory = new GrowingMemory(expected * byteSize, allocator);
    }

    @Override
    void append(JsonScanner json, long index) {
        int first = json.peek();
        if (first == '"') {
            putSpecial(quoted(json), index);
            return;
        }
        if (!JsonNumber.mayStartWith(first)) {
            throw json.mismatch(nextElement(), expected());
        }
        JsonNumber number = json.number();
        if (number.isSpecial()) {
            putSpecial(number.toDouble(), index);
        } else {
            put(number, index);
        }
    }

    @Override
    void appendMissing(long index) {
        putSpecial(Double.NaN, index);
    }

    @Override
    long appendRun(JsonScanner json, long index, long most) {
        return type() == DataType.FP32 || type() == DataType.FP64
                ? json.floats(type(), memory.whole(), index, most)
                : 0;
    }

    private void put(JsonNumber number, long index) {
        long at = index * byteSize;
        MemorySegment segment = memory.reserve(at + byteSize, at);
        boolean infinite =
                switch (type()) {
                    case FP64 -> {
                        double value = number.toDouble();
                        segment.set(ValueLayout.JAVA_DOUBLE, at, value);
                        yield Double.isInfinite(value);
                    }
                    case FP16 -> {
                        short bits = number.toFloat16();
                        segment.set(ValueLayout.JAVA_SHORT, at, bits);
                        yield (bits & Short.MAX_VALUE) == INFINITE_FP16;
                    }
                    case BF16 -> {
                        short bits = number.toBrainFloat16();
                        segment.set(ValueLayout.JAVA_SHORT, at, bits);
                        yield (bits & Short.MAX_VALUE) == INFINITE_BF16;
                    }
                    default -> {
                        float value = number.toFloat();
                        segment.set(ValueLayout.JAVA_FLOAT, at, value);
                        yield Float.isInfinite(value);
                    }
                };
        if (infinite) {
            throw number.refuse(nextElement(), range());
        }
    }

    private String range() {
        String largest =
                switch (type()) {
                    case FP64 -> Double.toString(Double.MAX_VALUE);
                    case FP16 -> "65504";
                    case BF16 -> "3.3895314E38";
                    default -> Float.toString(Float.MAX_VALUE);
                };
        return "%s from -%s to %s".formatted(type(), largest, largest);
    }

    private void putSpecial(double special, long index) {
        long at = index * byteSize;
        MemorySegment segment = memory.reserve(at + byteSize, at);
        float value = (float) special;
        switch (type()) {
            case FP64 -> segment.set(ValueLayout.JAVA_DOUBLE, at, special);
            case FP16 -> segment.set(ValueLayout.JAVA_SHORT, at, Float.floatToFloat16(value));
            case BF16 -> {
                int bits = Float.floatToIntBits(value);
                segment.set(ValueLayout.JAVA_SHORT, at, (short) (bits >>> 16));
            }
            default -> segment.set(ValueLayout.JAVA_FLOAT, at, value);
        }
    }

    private double quoted(JsonScanner json) {
        JsonScanner.Place before = json.place();
        JsonText text = json.text();
        if (text.equalsAscii("NaN")) {
            return Double.NaN;
        }
        if (text.equalsAscii("Infinity")) {
            return Double.POSITIVE_INFINITY;
        }
        if (text.equalsAscii("-Infinity")) {
            return Double.NEGATIVE_INFINITY;
        }
        json.returnTo(before);
        throw json.mismatch(nextElement(), expected());
    }

    @Override
    String expected() {
        return "a number";
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
