package dev.serval.predictor.batching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchDimensionTest {
    private static final TensorSpec X = new TensorSpec("x", DataType.FP32, Shape.of(-1, 2));
    private final BatchDimension dimension =
            new BatchDimension(new ModelSignature("any", List.of(X), List.of(X)));

    @Test
    void aRequestHasAsManyRowsAsItsTensors() {
        assertThat(rows(Parameters.none())).isEqualTo(3);
    }

    @Test
    void aRequestForOneOfTheModelsFunctionsIsMergedWithNone() {
        assertThat(rows(new Parameters(Map.of("signature_name", new Parameter.Text("lines")))))
                .isNegative();
    }

    @Test
    void columnsOfATableAreMergedThoughARequestMayLeaveSomeOut() {
        BatchDimension columns =
                new BatchDimension(
                        ModelSignature.ofColumns(
                                "table", List.of(column("a"), column("b")), List.of(column("y"))));

        assertThat(columns.obstacle()).isEmpty();
        try (InferRequest one = InferRequest.of(List.of(values("b", 3)));
                InferRequest both = InferRequest.of(List.of(values("a", 2), values("b", 2)));
                InferRequest uneven = InferRequest.of(List.of(values("a", 2), values("b", 3)));
                InferRequest none = InferRequest.of(List.of())) {
            assertThat(columns.rows(one)).isEqualTo(3);
            assertThat(columns.rows(both)).isEqualTo(2);
            assertThat(columns.rows(uneven)).isNegative();
            assertThat(columns.rows(none)).isNegative();
        }
    }

    @Test
    void anOptionalInputThatIsNoColumnIsNoRow() {
        BatchDimension any =
                new BatchDimension(
                        new ModelSignature("any", List.of(column("b")), List.of(column("y"))));

        assertThat(any.obstacle()).isEqualTo("the model has no input that every request gives");
    }

    private static TensorSpec column(String name) {
        return new TensorSpec(name, DataType.FP32, Shape.of(-1), !name.equals("y"));
    }

    private static Tensor values(String name, int rows) {
        return Tensor.ofFloats(name, Shape.of(rows), new float[rows], new PooledTensorAllocator(0));
    }

    private long rows(Parameters parameters) {
        try (InferRequest request =
                InferRequest.of(
                                List.of(
                                        Tensor.ofFloats(
                                                "x",
                                                Shape.of(3, 2),
                                                new float[6],
                                                new PooledTensorAllocator(0))))
                        .with(parameters)) {
            return dimension.rows(request);
        }
    }
}
