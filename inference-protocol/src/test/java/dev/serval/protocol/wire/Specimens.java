package dev.serval.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Tensors of every type with random content, and what makes two of them the same.
public final class Specimens {
    private static final String[] TEXTS = {
        "",
        "a",
        "iris setosa",
        "\"quoted\" \\ and /",
        "line\nbreak\ttab\r\u0000\u001f\u007f",
        "é",
        "日本",
        "😀 emoji",
        "\u2028"
    };

    private Specimens() {}

    /// A small shape, sometimes without elements, sometimes scalar.
    public static Shape shape(Random random) {
        return Shape.of(random.longs(random.nextInt(5), 0, 4).toArray());
    }

    /// A tensor whose values are of all sizes; its text is text.
    public static Tensor tensor(
            String name, DataType type, Shape shape, Random random, TensorAllocator allocator) {
        int count = (int) shape.elementCount();
        if (type == DataType.BYTES) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                texts.add(TEXTS[random.nextInt(TEXTS.length)]);
            }
            return Tensor.ofStrings(name, shape, texts, allocator);
        }
        Tensor tensor = Tensor.allocate(name, type, shape, allocator);
        for (long i = 0; i < tensor.data().byteSize(); i++) {
            int bits = type == DataType.BOOL ? random.nextInt(2) : random.nextInt(256);
            tensor.data().set(ValueLayout.JAVA_BYTE, i, (byte) bits);
        }
        return tensor;
    }

    /// Compares name, type, shape and every element; one NaN is as good as another.
    public static void assertSame(Tensor actual, Tensor expected) {
        assertThat(actual).hasToString(expected.toString());
        if (expected.dataType() == DataType.BYTES) {
            for (long i = 0; i < expected.elementCount(); i++) {
                assertThat(actual.element(i).toArray(ValueLayout.JAVA_BYTE))
                        .isEqualTo(expected.element(i).toArray(ValueLayout.JAVA_BYTE));
            }
            return;
        }
        assertThat(withoutNanPayloads(actual)).isEqualTo(withoutNanPayloads(expected));
    }

    private static byte[] withoutNanPayloads(Tensor tensor) {
        byte[] copy = tensor.data().toArray(ValueLayout.JAVA_BYTE);
        MemorySegment data = MemorySegment.ofArray(copy);
        int size = tensor.dataType().byteSize();
        for (long i = 0; i < copy.length; i += size) {
            switch (tensor.dataType()) {
                case FP64 -> {
                    double value = data.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, i);
                    long bits = Double.doubleToLongBits(value);
                    data.set(ValueLayout.JAVA_LONG_UNALIGNED, i, bits);
                }
                case FP32 -> {
                    float value = data.get(ValueLayout.JAVA_FLOAT_UNALIGNED, i);
                    data.set(ValueLayout.JAVA_INT_UNALIGNED, i, Float.floatToIntBits(value));
                }
                case FP16 -> {
                    short bits = data.get(ValueLayout.JAVA_SHORT_UNALIGNED, i);
                    if (Float.isNaN(Float.float16ToFloat(bits))) {
                        data.set(ValueLayout.JAVA_SHORT_UNALIGNED, i, (short) 0x7E00);
                    }
                }
                case BF16 -> {
                    short bits = data.get(ValueLayout.JAVA_SHORT_UNALIGNED, i);
                    if (Float.isNaN(Float.intBitsToFloat(bits << 16))) {
                        data.set(ValueLayout.JAVA_SHORT_UNALIGNED, i, (short) 0x7FC0);
                    }
                }
                default -> {
                    return copy;
                }
            }
        }
        return copy;
    }
}
