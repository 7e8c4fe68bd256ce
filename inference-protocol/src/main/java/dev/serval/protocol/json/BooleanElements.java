package dev.serval.protocol.json;

import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.ValueLayout;

/// Elements of BOOL: `true` and `false`, or 1 and 0.
final class BooleanElements extends TensorElements {
    private final GrowingMemory memory;

    BooleanElements(String name, long expected, TensorAllocator allocator) {
        super(name, DataType.BOOL);
        this.memory = new GrowingMemory(expected, allocator);
    }

    @Override
    void append(JsonScanner json, long index) {
        byte value = value(json) ? (byte) 1 : 0;
        memory.reserve(index + 1, index).set(ValueLayout.JAVA_BYTE, index, value);
    }

    private boolean value(JsonScanner json) {
        int first = json.peek();
        if (first == 't' || first == 'f') {
            return json.flag();
        }
        if (!JsonNumber.mayStartWith(first)) {
            throw json.mismatch(nextElement(), expected());
        }
        JsonNumber number = json.number();
        if (!number.fitsLong() || (number.toLong() & ~1) != 0) {
            throw number.refuse(nextElement(), expected());
        }
        return number.toLong() == 1;
    }

    @Override
    void appendMissing(long index) {
        throw missing();
    }

    @Override
    String expected() {
        return "true or false";
    }

    @Override
    Tensor toTensor(Shape shape) {
        return Tensor.over(name(), type(), shape, memory.slice(count()), memory.handOver()::close);
    }

    @Override
    public void close() {
        memory.close();
    }
}
