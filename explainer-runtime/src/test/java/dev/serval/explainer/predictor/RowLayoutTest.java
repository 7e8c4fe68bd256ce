package dev.serval.explainer.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.explainer.model.Rows;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.Unsupported;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowLayoutTest {
    private final PooledTensorAllocator allocator = new PooledTensorAllocator(0);

    @AfterEach
    void leaksNothing() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = "BYTES", mode = EnumSource.Mode.EXCLUDE)
    void numbersOfEveryTypeGoOutAsTheyCameIn(DataType type) {
        double[] values =
                type == DataType.BOOL ? new double[] {0, 1, 1, 0} : new double[] {0, 1, 2, 100};
        Tensor sent = Tensor.allocate("x", type, Shape.of(2, 2), allocator);
        TensorNumbers.write(Rows.over(2, values), sent);

        try (InferRequest request = InferRequest.of(List.of(sent))) {
            RowLayout layout = RowLayout.of(request);
            Rows rows = layout.rows(request);
            assertThat(rows.row(0)).containsExactly(values[0], values[1]);
            try (InferRequest again = layout.request(rows, 1, 2, allocator)) {
                Tensor tensor = again.inputs().getFirst().tensor();
                assertThat(tensor.toString()).isEqualTo("x %s[1,2]".formatted(type));
                assertThat(TensorNumbers.read(tensor)).containsExactly(values[2], values[3]);
            }
        }
    }

    @Test
    void integersAreRoundedAndKeptWithinTheirType() {
        try (Tensor bytes = Tensor.allocate("x", DataType.UINT8, Shape.of(3), allocator);
                Tensor longs = Tensor.allocate("y", DataType.UINT64, Shape.of(2), allocator)) {
            TensorNumbers.write(Rows.of(new double[] {-3, 1.6, 300}), bytes);
            TensorNumbers.write(Rows.of(new double[] {-1, 1e19}), longs);

            assertThat(TensorNumbers.read(bytes)).containsExactly(0, 2, 255);
            assertThat(TensorNumbers.read(longs)).containsExactly(0, 1e19);
        }
    }

    @Test
    void columnsAreRowsToo() {
        try (InferRequest request =
                InferRequest.of(
                        List.of(
                                Tensor.ofDoubles("a", Shape.of(2), new double[] {1, 2}, allocator),
                                Tensor.ofLongs(
                                        "b", Shape.of(2, 1), new long[] {3, 4}, allocator)))) {
            RowLayout layout = RowLayout.of(request);
            Rows rows = layout.rows(request);

            assertThat(rows.row(1)).containsExactly(2, 4);
            try (InferRequest again = layout.request(rows, 0, 2, allocator)) {
                assertThat(again.findInput("b").orElseThrow().toLongs()).containsExactly(3, 4);
            }
        }
    }

    @Test
    void whatIsNoRowsOfNumbersIsRefused() {
        try (InferRequest texts =
                        InferRequest.of(
                                List.of(
                                        Tensor.ofStrings(
                                                "t", Shape.of(1), List.of("a"), allocator)));
                InferRequest none =
                        InferRequest.of(
                                List.of(
                                        Tensor.ofDoubles(
                                                "x", Shape.of(0, 3), new double[0], allocator)))) {
            assertThatThrownBy(() -> RowLayout.of(texts))
                    .isInstanceOf(Unsupported.class)
                    .hasMessage(
                            "input 't' is BYTES; rows of numbers are explained, or texts in one input");
            assertThatThrownBy(() -> RowLayout.of(none).rows(none))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage("the request has no rows, expected at least one");
        }
    }

    @Test
    void probabilitiesAreChosenBeforeLabels() {
        try (InferResponse response =
                InferResponse.of(
                        Tensor.ofLongs("label", Shape.of(1), new long[] {2}, allocator),
                        Tensor.ofFloats("scores", Shape.of(1, 2), new float[] {3, 4}, allocator),
                        Tensor.ofFloats(
                                "probabilities",
                                Shape.of(1, 2),
                                new float[] {0.25f, 0.75f},
                                allocator))) {
            assertThat(new OutputChoice("").rows(response, 1).row(0)).containsExactly(0.25, 0.75);
            assertThat(new OutputChoice("label").rows(response, 1).row(0)).containsExactly(2);
            assertThatThrownBy(() -> new OutputChoice("score").rows(response, 1))
                    .hasMessage(
                            "the predictor has no output 'score' (did you mean 'scores'?), expected"
                                    + " one of [label, scores, probabilities]");
        }
    }
}
