package dev.serval.explainer.predictor;

import dev.serval.explainer.model.Rows;
import dev.serval.inference.failure.Unsupported;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Tensor;
import dev.serval.protocol.table.NumberReader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Numbers out of tensors and into them. Integers are rounded to the nearest and kept within what
/// their type holds.
final class TensorNumbers {
    private static final int AT_ONCE = 4096;
    private static final double LARGEST_UNSIGNED = 0x1p64;

    private TensorNumbers() {}

    /// All elements of a tensor.
    ///
    /// @throws Unsupported if they are no numbers
    static double[] read(Tensor tensor) {
        if (tensor.dataType() == DataType.BYTES) {
            throw new Unsupported(
                    "'%s' is BYTES; numbers are explained, such as scores or probabilities"
                            .formatted(tensor.name()));
        }
        NumberReader reader = NumberReader.of(tensor.dataType());
        double[] numbers = new double[Math.toIntExact(tensor.elementCount())];
        MemorySegment data = tensor.data();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = reader.toDouble(data, i);
        }
        return numbers;
    }

    /// Fills a tensor of as many elements.
    static void write(Rows rows, Tensor tensor) {
        write(rows, 0, rows.count(), tensor);
    }

    /// Fills a tensor of as many elements with the rows from one to before another. Allocates
    /// nothing for an element.
    static void write(Rows rows, int from, int to, Tensor tensor) {
        MemorySegment data = tensor.data();
        DataType type = tensor.dataType();
        int width = rows.width();
        if (type == DataType.FP32) {
            writeFloats(rows, from * width, (to - from) * width, data);
            return;
        }
        long index = 0;
        for (int row = from; row < to; row++) {
            for (int column = 0; column < width; column++) {
                write(rows.at(row, column), type, data, index++);
            }
        }
    }

    /// Many at a time, since a memory segment checks each access.
    private static void writeFloats(Rows rows, int from, int count, MemorySegment data) {
        float[] some = new float[Math.min(count, AT_ONCE)];
        for (int done = 0; done < count; done += some.length) {
            int next = Math.min(some.length, count - done);
            rows.copyFloats(from + done, some, next);
            MemorySegment.copy(
                    some,
                    0,
                    data,
                    ValueLayout.JAVA_FLOAT_UNALIGNED,
                    (long) done * Float.BYTES,
                    next);
        }
    }

    private static void write(double value, DataType type, MemorySegment data, long index) {
        switch (type) {
            case FP32 -> data.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, index, (float) value);
            case FP64 -> data.setAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, index, value);
            case FP16 ->
                    data.setAtIndex(
                            ValueLayout.JAVA_SHORT_UNALIGNED,
                            index,
                            Float.floatToFloat16((float) value));
            case BF16 ->
                    data.setAtIndex(
                            ValueLayout.JAVA_SHORT_UNALIGNED,
                            index,
                            (short) (Float.floatToRawIntBits((float) value) >>> 16));
            case BOOL -> data.set(ValueLayout.JAVA_BYTE, index, (byte) (value >= 0.5 ? 1 : 0));
            case INT8 -> data.set(ValueLayout.JAVA_BYTE, index, (byte) whole(value, -0x80, 0x7F));
            case UINT8 -> data.set(ValueLayout.JAVA_BYTE, index, (byte) whole(value, 0, 0xFF));
            case INT16 ->
                    data.setAtIndex(
                            ValueLayout.JAVA_SHORT_UNALIGNED,
                            index,
                            (short) whole(value, Short.MIN_VALUE, Short.MAX_VALUE));
            case UINT16 ->
                    data.setAtIndex(
                            ValueLayout.JAVA_SHORT_UNALIGNED,
                            index,
                            (short) whole(value, 0, 0xFFFF));
            case INT32 ->
                    data.setAtIndex(
                            ValueLayout.JAVA_INT_UNALIGNED,
                            index,
                            (int) whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case UINT32 ->
                    data.setAtIndex(
                            ValueLayout.JAVA_INT_UNALIGNED,
                            index,
                            (int) whole(value, 0, 0xFFFF_FFFFL));
            case INT64 ->
                    data.setAtIndex(
                            ValueLayout.JAVA_LONG_UNALIGNED,
                            index,
                            whole(value, Long.MIN_VALUE, Long.MAX_VALUE));
            case UINT64 -> data.setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, index, unsigned(value));
            case BYTES -> throw new IllegalArgumentException("BYTES are no numbers");
        }
    }

    private static long whole(double value, long least, long most) {
        return Math.clamp((long) Math.rint(value), least, most);
    }

    private static long unsigned(double value) {
        double inside = Math.clamp(Math.rint(value), 0, LARGEST_UNSIGNED - 2048);
        return inside < 0x1p63 ? (long) inside : (long) (inside - 0x1p63) | Long.MIN_VALUE;
    }
}
