package dev.serval.inference.model;

import java.util.List;
import java.util.Optional;

/// What goes in and out of a model, in the model's own order and under its true names.
///
/// @param platform what runs it, as V2 metadata names it: `onnxruntime_onnx`
public record ModelSignature(String platform, List<TensorSpec> inputs, List<TensorSpec> outputs) {
    public ModelSignature {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    public Optional<TensorSpec> findInput(String name) {
        return find(inputs, name);
    }

    public Optional<TensorSpec> findOutput(String name) {
        return find(outputs, name);
    }

    private static Optional<TensorSpec> find(List<TensorSpec> specs, String name) {
        for (TensorSpec spec : specs) {
            if (spec.name().equals(name)) {
                return Optional.of(spec);
            }
        }
        return Optional.empty();
    }
}
