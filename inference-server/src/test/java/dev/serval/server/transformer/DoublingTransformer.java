package dev.serval.server.transformer;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// Doubles pairs before the adder adds them up, and gives its answer another name.
@Alternative
@Singleton
@Named("doubled")
class DoublingTransformer implements Transformer {
    private static final ModelSignature SIGNATURE =
            new ModelSignature(
                    "test",
                    List.of(new TensorSpec("pair", DataType.FP32, Shape.of(-1, 2))),
                    List.of(new TensorSpec("total", DataType.FP32, Shape.of(-1))));

    @Override
    public ModelSignature signature() {
        return SIGNATURE;
    }

    @Override
    public Optional<String> predictorModel() {
        return Optional.of("adder");
    }

    @Override
    public List<TensorSpec> predictorOutputs() {
        return List.of(new TensorSpec("sum", DataType.FP32, Shape.of(-1)));
    }

    @Override
    public InferRequest preprocess(InferRequest request, CallContext call) {
        Tensor pair = request.findInput("pair").orElseThrow();
        float[] values = pair.toFloats();
        for (int i = 0; i < values.length; i++) {
            if (values[i] < 0) {
                throw new InvalidInput(
                        "pair[%d] is %s, expected 0 or more".formatted(i, values[i]));
            }
            values[i] *= 2;
        }
        return InferRequest.of(
                List.of(Tensor.ofFloats("x", pair.shape(), values, call.allocator())));
    }

    @Override
    public InferResponse postprocess(
            InferRequest request, InferResponse response, CallContext call) {
        Tensor sum = response.findOutput("sum").orElseThrow();
        if (sum.toFloats().length > 0 && sum.toFloats()[0] == 26) {
            throw new IllegalStateException("thirteen brings bad luck");
        }
        return InferResponse.of(
                Tensor.ofFloats("total", sum.shape(), sum.toFloats(), call.allocator()));
    }
}
