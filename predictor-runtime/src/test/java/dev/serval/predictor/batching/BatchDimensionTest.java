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
