package dev.serval.protocol.v1;

import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import java.util.List;

/// Signatures of models that V1 requests are sent to.
final class Signatures {
    static final ModelSignature IRIS = of(input("x", DataType.FP32, -1, 4));
    static final ModelSignature PERSON =
            of(
                    input("age", DataType.INT64, -1, 1),
                    input("city", DataType.BYTES, -1),
                    new TensorSpec("note", DataType.FP64, Shape.of(-1, 2), true));

    private Signatures() {}

    static ModelSignature of(TensorSpec... inputs) {
        return new ModelSignature("test", List.of(inputs), List.of());
    }

    static TensorSpec input(String name, DataType type, long... shape) {
        return new TensorSpec(name, type, Shape.of(shape));
    }
}
