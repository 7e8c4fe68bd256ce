package dev.serval.server.transformer;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.configuration.ConfigurationException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A transformer that fits the model behind it, which is in the same process: calls go from one to
/// the other as tensors, over no wire.
///
/// @param signature what callers send and get
public record Collocation(Transformer transformer, ModelSignature signature) {
    /// Holds a transformer against the model that it is to stand before.
    ///
    /// @throws ConfigurationException naming what the one makes and the other takes, if they differ
    public static Collocation of(Transformer transformer, ModelName name, ModelSignature model)
            throws ConfigurationException {
        Optional<String> other =
                transformer.predictorModel().filter(wanted -> !wanted.equals(name.value()));
        if (other.isPresent()) {
            throw new ConfigurationException(
                    "the transformer is for the model '%s', expected '%s', which it stands before"
                            .formatted(other.get(), name));
        }
        requireInputs(transformer.predictorInputs(), model);
        for (TensorSpec output : transformer.predictorOutputs()) {
            requireMeets("expects output", output, model.outputs());
        }
        ModelSignature own = transformer.signature();
        return new Collocation(
                transformer, new ModelSignature(model.platform(), own.inputs(), own.outputs()));
    }

    private static void requireInputs(List<TensorSpec> made, ModelSignature model)
            throws ConfigurationException {
        for (TensorSpec input : made) {
            requireMeets("makes input", input, model.inputs());
        }
        for (TensorSpec needed : model.inputs()) {
            boolean isMade = made.stream().anyMatch(input -> input.name().equals(needed.name()));
            if (!made.isEmpty() && !isMade && !needed.optional()) {
                throw new ConfigurationException(
                        "the transformer makes %s, but the model takes %s besides"
                                .formatted(described(made), described(List.of(needed))));
            }
        }
    }

    private static void requireMeets(String does, TensorSpec spec, List<TensorSpec> model)
            throws ConfigurationException {
        for (TensorSpec candidate : model) {
            if (candidate.name().equals(spec.name())
                    && candidate.dataType() == spec.dataType()
                    && candidate.shape().meets(spec.shape())) {
                return;
            }
        }
        throw new ConfigurationException(
                "the transformer %s %s, but the model has %s"
                        .formatted(does, described(List.of(spec)), described(model)));
    }

    private static String described(List<TensorSpec> specs) {
        return specs.stream()
                .map(spec -> "'%s' (%s%s)".formatted(spec.name(), spec.dataType(), spec.shape()))
                .collect(Collectors.joining(", "));
    }

    /// The two as one model.
    ///
    /// @param name what the two are called, which may not be what the model is called alone
    public ServedModel before(ServedModel model, ModelName name) {
        return new CollocatedModel(name, this, model);
    }
}
