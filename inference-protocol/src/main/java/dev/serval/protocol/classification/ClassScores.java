package dev.serval.protocol.classification;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The numbers of an output as scores of classes, compared as the output's type compares them. NaN
/// is the lowest; of equal scores the lower index comes first.
final class ClassScores {
    private final MemorySegment data;
    private final DataType type;
    private final List<String> labels;

    /// @throws InvalidInput if the output does not hold numbers
    ClassScores(Tensor output, List<String> labels) {
        DataType.Kind kind = output.dataType().kind();
        if (kind == DataType.Kind.BOOLEAN || kind == DataType.Kind.BYTE_STRING) {
            throw new InvalidInput(
                    "output '%s' is %s, expected numbers for its classification"
                            .formatted(output.name(), output.dataType()));
        }
        this.data = output.data();
        this.type = output.dataType();
        this.labels = labels;
    }

    /// The best of the elements from `first` on, as they are answered.
    List<String> best(long first, int classes, int listed) {
        Comparator<Integer> bestFirst = (left, right) -> compare(first + right, first + left);
        return IntStream.range(0, classes)
                .boxed()
                .sorted(bestFirst)
                .limit(listed)
                .map(index -> answer(first + index, index))
                .toList();
    }

    private String answer(long element, int index) {
        String label = index < labels.size() ? ":" + labels.get(index) : "";
        return text(element) + ":" + index + label;
    }

    private String text(long element) {
        return switch (type) {
            case FP16, BF16, FP32 -> Float.toString((float) real(element));
            case FP64 -> Double.toString(real(element));
            case UINT64 -> Long.toUnsignedString(integer(element));
            default -> Long.toString(integer(element));
        };
    }

    private int compare(long left, long right) {
        return switch (type.kind()) {
            case FLOATING -> Double.compare(score(left), score(right));
            default ->
                    type == DataType.UINT64
                            ? Long.compareUnsigned(integer(left), integer(right))
                            : Long.compare(integer(left), integer(right));
        };
    }

    /// Equal for both zeros, and the lowest for NaN.
    private double score(long element) {
        double value = real(element);
        return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value + 0.0;
    }

    private double real(long element) {
        return switch (type) {
            case FP16 -> Float.float16ToFloat(shortAt(element));
            case BF16 -> Float.intBitsToFloat(shortAt(element) << 16);
            case FP32 -> data.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, element);
            default -> data.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, element);
        };
    }

    private long integer(long element) {
        return switch (type) {
            case INT8 -> data.get(ValueLayout.JAVA_BYTE, element);
            case UINT8 -> Byte.toUnsignedLong(data.get(ValueLayout.JAVA_BYTE, element));
            case INT16 -> shortAt(element);
            case UINT16 -> Short.toUnsignedLong(shortAt(element));
            case INT32 -> intAt(element);
            case UINT32 -> Integer.toUnsignedLong(intAt(element));
            default -> data.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, element);
        };
    }

    private short shortAt(long element) {
        return data.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, element);
    }

    private int intAt(long element) {
        return data.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, element);
    }
}
