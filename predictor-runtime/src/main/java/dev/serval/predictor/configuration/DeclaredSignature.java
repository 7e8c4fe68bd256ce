package dev.serval.predictor.configuration;

import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What a configuration says about a model's inputs and outputs, to be held against the truth.
///
/// @param labelFiles by output: the file in the model's directory that names its classes, a line
///   each
public record DeclaredSignature(
        List<DeclaredTensor> inputs, List<DeclaredTensor> outputs, Map<String, String> labelFiles) {
    /// What holds where a model says nothing.
    public static final DeclaredSignature NONE =
            new DeclaredSignature(List.of(), List.of(), Map.of());

    public DeclaredSignature {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        labelFiles = Map.copyOf(labelFiles);
    }

    /// Holds the declaration against the model's own signature. Where nothing is declared nothing
    /// is checked; outputs may be left out, inputs that the model needs may not.
    ///
    /// @throws ModelLoadException naming the tensor, what is declared and what the model has
    public void requireAgreement(ModelSignature truth) throws ModelLoadException {
        requireAgreement("input", inputs, truth.inputs());
        requireAgreement("output", outputs, truth.outputs());
        for (TensorSpec needed : truth.inputs()) {
            if (!inputs.isEmpty() && !needed.optional() && !declares(needed.name())) {
                throw new ModelLoadException(
                        "input '%s' of the model is not declared, expected it beside %s"
                                .formatted(needed.name(), declaredNames()));
            }
        }
        for (String output : labelFiles.keySet()) {
            if (truth.findOutput(output).isEmpty()) {
                throw new ModelLoadException(absent("output", output, truth.outputs()));
            }
        }
    }

    private boolean declares(String input) {
        return inputs.stream().anyMatch(declared -> declared.name().equals(input));
    }

    private String declaredNames() {
        return inputs.stream().map(DeclaredTensor::name).collect(Collectors.joining(", "));
    }

    private static void requireAgreement(
            String role, List<DeclaredTensor> declared, List<TensorSpec> truth)
            throws ModelLoadException {
        for (DeclaredTensor tensor : declared) {
            TensorSpec spec =
                    truth.stream()
                            .filter(candidate -> candidate.name().equals(tensor.name()))
                            .findFirst()
                            .orElseThrow(() ->
                                    new ModelLoadException(absent(role, tensor.name(), truth)));
            if (tensor.dataType() != spec.dataType()) {
                throw new ModelLoadException(
                        "%s '%s' is declared as %s, the model has %s"
                                .formatted(role, spec.name(), tensor.dataType(), spec.dataType()));
            }
            if (!fits(tensor.shape(), spec.shape())) {
                throw new ModelLoadException(
                        "%s '%s' is declared with shape %s, the model has %s"
                                .formatted(role, spec.name(), tensor.shape(), spec.shape()));
            }
        }
    }

    /// Whether whatever fits the declared shape fits the model's.
    private static boolean fits(Shape declared, Shape truth) {
        return truth.accepts(declared);
    }

    private static String absent(String role, String name, List<TensorSpec> truth) {
        return "%s '%s' is declared, the model has only %s"
                .formatted(
                        role,
                        name,
                        truth.stream().map(TensorSpec::name).collect(Collectors.joining(", ")));
    }
}
