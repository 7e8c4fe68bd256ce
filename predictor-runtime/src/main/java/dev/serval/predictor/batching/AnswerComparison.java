package dev.serval.predictor.batching;

import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Whether a request was answered alike in company and alone. Numbers with a fraction may differ by
/// what another order of summation makes; everything else must be equal.
final class AnswerComparison {
    private static final double FINE = 1e-4;
    private static final double COARSE = 2e-2;

    private AnswerComparison() {}

    /// Where the answers differ, in words; empty if they agree.
    static String difference(InferResponse together, InferResponse alone) {
        List<Tensor> left = together.outputs();
        List<Tensor> right = alone.outputs();
        if (left.size() != right.size()) {
            return "a merged run has %d outputs, expected %d as for one request"
                    .formatted(left.size(), right.size());
        }
        for (int i = 0; i < left.size(); i++) {
            String difference = difference(left.get(i), right.get(i));
            if (!difference.isEmpty()) {
                return difference;
            }
        }
        return "";
    }

    private static String difference(Tensor together, Tensor alone) {
        if (!together.shape().equals(alone.shape())) {
            return "output '%s' has shape %s in a merged run, expected %s as alone"
                    .formatted(alone.name(), together.shape(), alone.shape());
        }
        boolean agree =
                switch (alone.dataType()) {
                    case BYTES -> sameStrings(together, alone);
                    case FP16, BF16, FP32, FP64 -> close(together, alone);
                    default -> together.data().mismatch(alone.data()) < 0;
                };
        return agree
                ? ""
                : "output '%s' of a row depends on the rows beside it".formatted(alone.name());
    }

    private static boolean sameStrings(Tensor together, Tensor alone) {
        for (long i = 0; i < alone.elementCount(); i++) {
            if (together.element(i).mismatch(alone.element(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean close(Tensor together, Tensor alone) {
        DataType type = alone.dataType();
        double tolerance = type == DataType.FP32 || type == DataType.FP64 ? FINE : COARSE;
        double scale = 0;
        for (long i = 0; i < alone.elementCount(); i++) {
            double value = Math.abs(number(alone.data(), type, i));
            scale = Double.isFinite(value) ? Math.max(scale, value) : scale;
        }
        for (long i = 0; i < alone.elementCount(); i++) {
            double left = number(together.data(), type, i);
            double right = number(alone.data(), type, i);
            boolean same = Double.compare(left, right) == 0;
            if (!same && !(Math.abs(left - right) <= tolerance * scale)) {
                return false;
            }
        }
        return true;
    }

    private static double number(MemorySegment data, DataType type, long index) {
        return switch (type) {
            case FP64 -> data.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, index * Double.BYTES);
            case FP32 -> data.get(ValueLayout.JAVA_FLOAT_UNALIGNED, index * Float.BYTES);
            case FP16 ->
                    Float.float16ToFloat(
                            data.get(ValueLayout.JAVA_SHORT_UNALIGNED, index * Short.BYTES));
            default ->
                    Float.intBitsToFloat(
                            data.get(ValueLayout.JAVA_SHORT_UNALIGNED, index * Short.BYTES) << 16);
        };
    }
}
