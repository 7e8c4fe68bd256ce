package org.example.flowers;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.server.transformer.Transformer;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;

/// Stands before the model `iris`, which takes centimetres and answers a number: callers send inches
/// and get a name.
@Singleton
@Named("iris")
public class FlowersInInches implements Transformer {
    private static final float CENTIMETRES = 2.54f;
    private static final List<String> NAMES = List.of("setosa", "versicolor", "virginica");
    private static final Shape FOUR_EACH = Shape.of(Shape.DYNAMIC, 4);
    private static final Shape ONE_EACH = Shape.of(Shape.DYNAMIC);
    private static final ModelSignature SIGNATURE =
            new ModelSignature(
                    "flowers",
                    List.of(new TensorSpec("inches", DataType.FP32, FOUR_EACH)),
                    List.of(new TensorSpec("species", DataType.BYTES, ONE_EACH)));

    @Override
    public ModelSignature signature() {
        return SIGNATURE;
    }

    /// What the model is asked: it is held against the model's own inputs when that is loaded.
    @Override
    public List<TensorSpec> predictorInputs() {
        return List.of(new TensorSpec("input", DataType.FP32, FOUR_EACH));
    }

    @Override
    public List<TensorSpec> predictorOutputs() {
        return List.of(new TensorSpec("label", DataType.INT64, ONE_EACH));
    }

    @Override
    public InferRequest preprocess(InferRequest request, CallContext call) {
        Tensor inches = request.findInput("inches").orElseThrow();
        float[] values = inches.toFloats();
        for (int i = 0; i < values.length; i++) {
            if (values[i] <= 0) {
                throw new InvalidInput(
                        "inches[%d] is %s, expected more than 0".formatted(i, values[i]));
            }
            values[i] *= CENTIMETRES;
        }
        return InferRequest.of(
                List.of(Tensor.ofFloats("input", inches.shape(), values, call.allocator())));
    }

    @Override
    public InferResponse postprocess(
            InferRequest request, InferResponse response, CallContext call) {
        Tensor label = response.findOutput("label").orElseThrow();
        List<String> species =
                Arrays.stream(label.toLongs()).mapToObj(row -> NAMES.get((int) row)).toList();
        return InferResponse.of(
                Tensor.ofStrings("species", label.shape(), species, call.allocator()));
    }
}
