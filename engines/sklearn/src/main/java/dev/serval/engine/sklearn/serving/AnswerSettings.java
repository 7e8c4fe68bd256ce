package dev.serval.engine.sklearn.serving;

import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.engine.ModelParameters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a model's configuration and the process's environment say of its answers: whether the
/// parameter `predict_proba`, or else KServe's `PREDICT_PROBA`, asks for probabilities where a
/// caller names no output.
record AnswerSettings(boolean probabilities) {
    private static final String VARIABLE = "PREDICT_PROBA";
    private static final String PARAMETER = "predict_proba";

    /// @throws ModelLoadException if the parameter is neither true nor false
    static AnswerSettings of(EngineSettings settings, Map<String, String> environment)
            throws ModelLoadException {
        ModelParameters given = ModelParameters.of(settings);
        given.warnOfAllBut(List.of(PARAMETER), "scikit-learn");
        Optional<String> parameter = given.find(PARAMETER);
        String text = parameter.orElse(environment.getOrDefault(VARIABLE, "false"));
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> new AnswerSettings(true);
            case "false", "0", "" -> new AnswerSettings(false);
            default ->
                    throw new ModelLoadException(
                            "%s is '%s', expected true or false"
                                    .formatted(parameter.isPresent() ? PARAMETER : VARIABLE, text));
        };
    }
}
