package dev.serval.steps.tensor;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Writes numbers as the elements of a tensor: integers cut off towards zero, floating-point
/// numbers rounded to the nearest.
public final class NumberWriter {
    private final Tensor tensor;
    private final MemorySegment data;
    private final DataType type;
    private final double least;
    private final double most;

    /// @throws IllegalArgumentException for a tensor of BYTES
    public NumberWriter(Tensor tensor) {
        this.tensor = tensor;
        this.data = tensor.data();
        this.type = tensor.dataType();
        int bits = type.byteSize() * Byte.SIZE;
        this.least = type.kind() == DataType.Kind.SIGNED ? -Math.scalb(1.0, bits - 1) : 0;
        this.most = Math.scalb(1.0, type.kind() == DataType.Kind.SIGNED ? bits - 1 : bits);
    }

    /// @throws InvalidInput if the number is beyond what the type holds
    public void set(long index, double value) {
        switch (type) {
            case FP32 -> data.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, index, (float) value);
            case FP64 -> data.setAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, index, value);
            case FP16 ->
                    data.setAtIndex(
                            ValueLayout.JAVA_SHORT_UNALIGNED,
                            index,
                            Float.floatToFloat16((float) value));
            case BF16 ->
                    data.setAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, index, brainFloat(value));
            case BOOL -> data.set(ValueLayout.JAVA_BYTE, index, (byte) (value == 0 ? 0 : 1));
            default -> setInteger(index, value);
        }
    }

    private static short brainFloat(double value) {
        int bits = Float.floatToRawIntBits((float) value);
        boolean nan = Double.isNaN(value);
        int rounded = nan ? bits : bits + 0x7FFF + (bits >>> 16 & 1);
        return (short) (rounded >>> 16);
    }

    private void setInteger(long index, double value) {
        double whole = value < 0 ? Math.ceil(value) : Math.floor(value);
        if (!(whole >= least && whole < most)) {
            throw new InvalidInput(
                    "tensor '%s': element %d is %s, which is no %s"
                            .formatted(tensor.name(), index, value, type));
        }
        long bits = whole >= 0x1p63 ? (long) (whole - 0x1p63) + Long.MIN_VALUE : (long) whole;
        switch (type.byteSize()) {
            case Byte.BYTES -> data.set(ValueLayout.JAVA_BYTE, index, (byte) bits);
            case Short.BYTES ->
                    data.setAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, index, (short) bits);
            case Integer.BYTES ->
                    data.setAtIndex(ValueLayout.JAVA_INT_UNALIGNED, index, (int) bits);
            default -> data.setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, index, bits);
        }
    }
}
