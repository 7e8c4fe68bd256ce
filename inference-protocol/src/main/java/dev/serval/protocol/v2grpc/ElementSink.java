package dev.serval.protocol.v2grpc;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Puts decoded elements into a tensor one after the other and refuses those that do not fit its
/// type. Nothing is allocated per element.
final class ElementSink {
    private final Tensor tensor;
    private final MemorySegment data;
    private final DataType type;
    private final int byteSize;
    private final long lowest;
    private final long highest;
    private long index;

    ElementSink(Tensor tensor) {
        this.tensor = tensor;
        this.data = tensor.data();
        this.type = tensor.dataType();
        this.byteSize = type.byteSize();
        int spareBits = Long.SIZE - byteSize * Byte.SIZE;
        boolean narrow = spareBits > 0;
        this.lowest =
                switch (type.kind()) {
                    case SIGNED -> Long.MIN_VALUE >> spareBits;
                    case UNSIGNED -> narrow ? 0 : Long.MIN_VALUE;
                    case BOOLEAN, FLOATING, BYTE_STRING -> Long.MIN_VALUE;
                };
        this.highest =
                switch (type.kind()) {
                    case SIGNED -> Long.MAX_VALUE >> spareBits;
                    case UNSIGNED -> narrow ? -1L >>> spareBits : Long.MAX_VALUE;
                    case BOOLEAN, FLOATING, BYTE_STRING -> Long.MAX_VALUE;
                };
    }

    /// Adds an integer, or the bits of a floating-point number.
    void add(long value) {
        if (value < lowest || value > highest) {
            throw new InvalidInput(
                    "input '%s': element %d is %d, expected %d to %d for %s"
                            .formatted(tensor.name(), index, value, lowest, highest, type));
        }
        if (type == DataType.BOOL) {
            data.set(ValueLayout.JAVA_BYTE, index++, (byte) (value == 0 ? 0 : 1));
            return;
        }
        switch (byteSize) {
            case Byte.BYTES -> data.set(ValueLayout.JAVA_BYTE, index, (byte) value);
            case Short.BYTES -> data.setAtIndex(ValueLayout.JAVA_SHORT, index, (short) value);
            case Integer.BYTES -> data.setAtIndex(ValueLayout.JAVA_INT, index, (int) value);
            default -> data.setAtIndex(ValueLayout.JAVA_LONG, index, value);
        }
        index++;
    }
}
