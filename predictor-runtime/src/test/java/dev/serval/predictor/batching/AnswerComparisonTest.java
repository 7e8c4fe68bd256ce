package dev.serval.predictor.batching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnswerComparisonTest {
    private final PooledTensorAllocator allocator = new PooledTensorAllocator(1 << 20);

    @AfterEach
    void leavesNothingOnLoan() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Test
    void toleratesWhatAnotherOrderOfSummationMakes() {
        assertThat(difference(floats(100, 1e-6F), floats(100.0001F, 3e-6F))).isEmpty();
    }

    @Test
    void seesADifferenceOfAThousandth() {
        assertThat(difference(floats(100, 1), floats(100.1F, 1)))
                .isEqualTo("output 'y' of a row depends on the rows beside it");
    }

    @Test
    void takesNotANumberForItself() {
        assertThat(difference(floats(Float.NaN, 1), floats(Float.NaN, 1))).isEmpty();
        assertThat(difference(floats(Float.NaN, 1), floats(2, 1))).isNotEmpty();
        assertThat(difference(floats(Float.POSITIVE_INFINITY, 1), floats(2, 1))).isNotEmpty();
    }

    @Test
    void toleratesNothingInIntegersAndStrings() {
        assertThat(difference(longs(1, 2), longs(1, 2))).isEmpty();
        assertThat(difference(longs(1, 2), longs(1, 3))).isNotEmpty();
        assertThat(difference(strings("a", "b"), strings("a", "b"))).isEmpty();
        assertThat(difference(strings("a", "b"), strings("a", "c"))).isNotEmpty();
    }

    @Test
    void toleratesMoreInNumbersOfHalfPrecision() {
        assertThat(difference(halves(1.0F), halves(1.01F))).isEmpty();
        assertThat(difference(halves(1.0F), halves(1.1F))).isNotEmpty();
    }

    @Test
    void seesOtherShapesAndOtherNumbersOfOutputs() {
        assertThat(difference(floats(1, 2), floats(1)))
                .isEqualTo("output 'y' has shape [2] in a merged run, expected [1] as alone");
        try (InferResponse none = InferResponse.of();
                InferResponse one = InferResponse.of(floats(1))) {
            assertThat(AnswerComparison.difference(none, one))
                    .isEqualTo("a merged run has 0 outputs, expected 1 as for one request");
        }
    }

    private static String difference(Tensor together, Tensor alone) {
        try (InferResponse left = InferResponse.of(together);
                InferResponse right = InferResponse.of(alone)) {
            return AnswerComparison.difference(left, right);
        }
    }

    private Tensor floats(float... values) {
        return Tensor.ofFloats("y", Shape.of(values.length), values, allocator);
    }

    private Tensor longs(long... values) {
        return Tensor.ofLongs("y", Shape.of(values.length), values, allocator);
    }

    private Tensor strings(String... values) {
        return Tensor.ofStrings("y", Shape.of(values.length), List.of(values), allocator);
    }

    private Tensor halves(float value) {
        Tensor tensor = Tensor.allocate("y", DataType.FP16, Shape.of(1), allocator);
        tensor.data().set(ValueLayout.JAVA_SHORT, 0, Float.floatToFloat16(value));
        return tensor;
    }
}
