package dev.serval.engine.sklearn.serving;

import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.request.Parameter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a model's configuration and the process's environment say of its answers: whether the
/// parameter `predict_proba`, or else KServe's `PREDICT_PROBA`, asks for probabilities where a
/// caller names no output.
record AnswerSettings(boolean probabilities) {
    private static final Logger LOG = System.getLogger(AnswerSettings.class.getName());
    private static final String VARIABLE = "PREDICT_PROBA";
    private static final String PARAMETER = "predict_proba";

    /// @throws ModelLoadException if the parameter is neither true nor false
    static AnswerSettings of(EngineSettings settings, Map<String, String> environment)
            throws ModelLoadException {
        Map<String, Parameter> given = settings.parameters().byName();
        given.keySet().forEach(AnswerSettings::warnIfUnknown);
        Parameter parameter = given.get(PARAMETER);
        String text =
                parameter == null ? environment.getOrDefault(VARIABLE, "false") : parameter.text();
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> new AnswerSettings(true);
            case "false", "0", "" -> new AnswerSettings(false);
            default ->
                    throw new ModelLoadException(
                            "%s is '%s', expected true or false"
                                    .formatted(parameter == null ? VARIABLE : PARAMETER, text));
        };
    }

    private static void warnIfUnknown(String name) {
        if (!name.equals(PARAMETER)) {
            LOG.log(
                    Level.WARNING,
                    "parameter ''{0}'' is ignored: the scikit-learn engine knows {1}",
                    name,
                    List.of(PARAMETER));
        }
    }
}
