package dev.serval.server.testing;

import dev.serval.inference.engine.Model;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;

/// Fails in a way that is no refusal.
@Singleton
@Named("broken")
class BrokenModel implements Model {
    private static final ModelSignature SIGNATURE =
            new ModelSignature(
                    "test",
                    List.of(new TensorSpec("x", DataType.FP32, Shape.of(-1))),
                    List.of(new TensorSpec("y", DataType.FP32, Shape.of(-1))));

    @Override
    public ModelSignature signature() {
        return SIGNATURE;
    }

    @Override
    public InferResponse infer(InferRequest request, CallContext call) {
        throw new IllegalStateException("the weights are on fire");
    }
}
