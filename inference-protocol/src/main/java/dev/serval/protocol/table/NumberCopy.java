package dev.serval.protocol.table;

import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.DataType.Kind;
import dev.serval.inference.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Copies numbers of any type into floating-point numbers, rounded, and integers into the 32 and 64
/// bits that models' integer columns have, if they fit.
final class NumberCopy {
    private NumberCopy() {}

    /// Whether numbers of one type can be copied to another.
    static boolean isPossible(DataType from, DataType to) {
        return switch (to) {
            case FP32, FP64 -> from.kind() != Kind.BYTE_STRING;
            case INT64, INT32 ->
                    from.kind() == Kind.SIGNED
                            || from.kind() == Kind.UNSIGNED
                            || from.kind() == Kind.BOOLEAN;
            default -> false;
        };
    }

    /// Copies `count` elements, each `stride` elements from the last.
    ///
    /// @throws dev.serval.inference.failure.InvalidInput if an integer does not fit
    static void copy(Tensor source, Stride from, MemorySegment target, DataType type, Stride to) {
        NumberReader reader = NumberReader.of(source.dataType());
        MemorySegment data = source.data();
        for (long i = 0; i < from.count(); i++) {
            long read = from.at(i);
            long write = to.at(i);
            switch (type) {
                case FP32 ->
                        target.setAtIndex(
                                ValueLayout.JAVA_FLOAT, write, (float) reader.toDouble(data, read));
                case FP64 ->
                        target.setAtIndex(
                                ValueLayout.JAVA_DOUBLE, write, reader.toDouble(data, read));
                case INT32 ->
                        target.setAtIndex(
                                ValueLayout.JAVA_INT,
                                write,
                                IntegerFit.require32(source, reader.toLong(data, read)));
                default ->
                        target.setAtIndex(
                                ValueLayout.JAVA_LONG,
                                write,
                                IntegerFit.require64(source, reader.toLong(data, read)));
            }
        }
    }

    /// Writes one element of an FP32 or FP64 tensor.
    static void put(double value, Tensor target, long at) {
        if (target.dataType() == DataType.FP32) {
            target.data().setAtIndex(ValueLayout.JAVA_FLOAT, at, (float) value);
        } else {
            target.data().setAtIndex(ValueLayout.JAVA_DOUBLE, at, value);
        }
    }

    /// Elements at equal distances.
    record Stride(long first, long step, long count) {
        /// Where the element of that index stands.
        long at(long index) {
            return first + index * step;
        }

        /// All elements of a column or of a whole tensor, one after the other.
        static Stride whole(long count) {
            return new Stride(0, 1, count);
        }

        /// One column of a matrix.
        static Stride column(long column, long columns, long rows) {
            return new Stride(column, columns, rows);
        }
    }
}
