package dev.serval.server.inference;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.Tensor;
import java.util.List;
import java.util.stream.Collectors;

/// Holds a request against what its model declares, before any native code sees it.
public final class SignatureCheck {
    private SignatureCheck() {}

    /// Goes on only if the request fits.
    ///
    /// @throws InvalidInput naming the first thing that does not fit, as found and as expected
    public static void require(ModelName model, ModelSignature signature, InferRequest request) {
        List<InferInput> inputs = request.inputs();
        for (int i = 0; i < inputs.size(); i++) {
            Tensor tensor = inputs.get(i).tensor();
            requireFirst(model, inputs, i);
            requireFits(model, signature, tensor);
        }
        requireComplete(model, signature, request);
        requireOutputs(model, signature, request.outputs());
    }

    private static void requireFirst(ModelName model, List<InferInput> inputs, int index) {
        String name = inputs.get(index).name();
        for (int earlier = 0; earlier < index; earlier++) {
            if (inputs.get(earlier).name().equals(name)) {
                throw new InvalidInput(
                        "model '%s': input '%s' is given twice, expected once"
                                .formatted(model, name));
            }
        }
    }

    private static void requireFits(ModelName model, ModelSignature signature, Tensor tensor) {
        TensorSpec spec =
                signature
                        .findInput(tensor.name())
                        .orElseThrow(() ->
                                new InvalidInput(
                                        "model '%s' has no input '%s', expected %s"
                                                .formatted(
                                                        model,
                                                        tensor.name(),
                                                        names(signature.inputs()))));
        if (spec.dataType() != tensor.dataType()) {
            throw new InvalidInput(
                    "model '%s': input '%s' has datatype %s, expected %s"
                            .formatted(model, spec.name(), tensor.dataType(), spec.dataType()));
        }
        if (!spec.shape().accepts(tensor.shape())) {
            throw new InvalidInput(
                    "model '%s': input '%s' has shape %s, expected %s"
                            .formatted(model, spec.name(), tensor.shape(), spec.shape()));
        }
    }

    private static void requireComplete(
            ModelName model, ModelSignature signature, InferRequest request) {
        for (TensorSpec spec : signature.inputs()) {
            if (!spec.optional() && request.findInput(spec.name()).isEmpty()) {
                throw new InvalidInput(
                        "model '%s': input '%s' is missing, expected %s of shape %s"
                                .formatted(model, spec.name(), spec.dataType(), spec.shape()));
            }
        }
    }

    private static void requireOutputs(
            ModelName model, ModelSignature signature, List<RequestedOutput> outputs) {
        for (RequestedOutput output : outputs) {
            if (signature.findOutput(output.name()).isEmpty()) {
                throw new InvalidInput(
                        "model '%s' has no output '%s', expected %s"
                                .formatted(model, output.name(), names(signature.outputs())));
            }
        }
    }

    private static String names(List<TensorSpec> specs) {
        return specs.stream()
                .map(spec -> "'" + spec.name() + "'")
                .collect(Collectors.joining(" or "));
    }
}
