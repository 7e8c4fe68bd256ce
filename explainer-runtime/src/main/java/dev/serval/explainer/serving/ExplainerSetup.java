package dev.serval.explainer.serving;

import dev.serval.explainer.dataset.DataSet;
import dev.serval.inference.model.ModelSignature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What holds for calls that do not say otherwise.
///
/// @param method empty for the one that suits the model
/// @param parameters of that method
/// @param background `null` if there is none
/// @param features empty where nobody named them
/// @param output empty for the one that says most
/// @param modelFile `null` if there is none
/// @param gradient where the model's gradient is asked for; `null` if nobody serves it
/// @param input what rows look like, for a predictor that does not tell; `null` if nobody said
record ExplainerSetup(
        String method,
        Map<String, Object> parameters,
        @Nullable DataSet background,
        List<String> features,
        List<String> labels,
        String output,
        @Nullable SetupPlace modelFile,
        @Nullable GradientPlace gradient,
        @Nullable ModelSignature input) {
    ExplainerSetup {
        parameters = Map.copyOf(parameters);
        features = List.copyOf(features);
        labels = List.copyOf(labels);
    }

    Optional<DataSet> findBackground() {
        return Optional.ofNullable(background);
    }
}
