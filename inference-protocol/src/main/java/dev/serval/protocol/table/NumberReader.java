package dev.serval.protocol.table;

import dev.serval.inference.tensor.DataType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Reads one element of a tensor as a number of 64 bits. A UINT64 beyond 63 bits is rounded as a
/// double and wraps as a long.
public interface NumberReader {
    double toDouble(MemorySegment data, long index);

    default long toLong(MemorySegment data, long index) {
        return (long) toDouble(data, index);
    }

    /// The reader of a type of fixed size.
    static NumberReader of(DataType type) {
        return switch (type) {
            case BOOL, UINT8 -> (Whole) (data, i) -> data.get(ValueLayout.JAVA_BYTE, i) & 0xFF;
            case INT8 -> (Whole) (data, i) -> data.get(ValueLayout.JAVA_BYTE, i);
            case UINT16 ->
                    (Whole)
                            (data, i) ->
                                    data.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, i) & 0xFFFF;
            case INT16 -> (Whole) (data, i) -> data.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, i);
            case UINT32 ->
                    (Whole)
                            (data, i) ->
                                    data.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i)
                                            & 0xFFFF_FFFFL;
            case INT32 -> (Whole) (data, i) -> data.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i);
            case INT64 -> (Whole) (data, i) -> data.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i);
            case UINT64 -> new Unsigned();
            case FP16 ->
                    (data, i) ->
                            Float.float16ToFloat(
                                    data.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, i));
            case BF16 ->
                    (data, i) ->
                            Float.intBitsToFloat(
                                    data.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, i) << 16);
            case FP32 -> (data, i) -> data.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i);
            case FP64 -> (data, i) -> data.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i);
            case BYTES -> throw new IllegalArgumentException("BYTES are no numbers");
        };
    }

    /// Of an integer type.
    @FunctionalInterface
    interface Whole extends NumberReader {
        @Override
        long toLong(MemorySegment data, long index);

        @Override
        default double toDouble(MemorySegment data, long index) {
            return toLong(data, index);
        }
    }

    /// Of UINT64, whose upper half is negative as a long.
    final class Unsigned implements NumberReader {
        @Override
        public long toLong(MemorySegment data, long index) {
            return data.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, index);
        }

        @Override
        public double toDouble(MemorySegment data, long index) {
            long bits = toLong(data, index);
            return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
        }
    }
}
