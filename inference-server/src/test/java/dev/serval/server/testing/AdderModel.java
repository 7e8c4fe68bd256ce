package dev.serval.server.testing;

import dev.serval.inference.engine.Model;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;

/// Adds up each row of two numbers.
@Singleton
@Named("adder")
class AdderModel implements Model {
    private static final ModelSignature SIGNATURE =
            new ModelSignature(
                    "test",
                    List.of(new TensorSpec("x", DataType.FP32, Shape.of(-1, 2))),
                    List.of(new TensorSpec("sum", DataType.FP32, Shape.of(-1))));

    @Override
    public ModelSignature signature() {
        return SIGNATURE;
    }

    /// So quick that it may run on event loops.
    @Override
    public boolean stopsWhenCalledOff() {
        return true;
    }

    @Override
    public InferResponse infer(InferRequest request, CallContext call) {
        float[] in = request.findInput("x").orElseThrow().toFloats();
        float[] sums = new float[in.length / 2];
        for (int row = 0; row < sums.length; row++) {
            sums[row] = in[2 * row] + in[2 * row + 1];
        }
        return InferResponse.of(
                Tensor.ofFloats("sum", Shape.of(sums.length), sums, call.allocator()));
    }
}
