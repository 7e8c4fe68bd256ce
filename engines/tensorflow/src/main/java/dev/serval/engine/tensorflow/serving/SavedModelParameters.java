package dev.serval.engine.tensorflow.serving;

import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.Parameter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a model's configuration says to TensorFlow:
///
/// | parameter | value |
/// | --- | --- |
/// | `signature_name` | which function is served; `serving_default` if the model has it |
/// | `TF_NUM_INTRA_THREADS` | threads for one operation; 0 or none: the engine setting |
///
/// Parameters of other names are ignored with a warning.
record SavedModelParameters(
        Optional<String> signature,
        int threads,
        List<TensorSpec> declaredInputs,
        List<TensorSpec> declaredOutputs) {
    private static final Logger LOG = System.getLogger(SavedModelParameters.class.getName());
    private static final String SIGNATURE = "signature_name";
    private static final String THREADS = "TF_NUM_INTRA_THREADS";
    private static final List<String> KNOWN = List.of(SIGNATURE, THREADS);

    /// @throws ModelLoadException naming the first parameter with a value that it cannot have
    static SavedModelParameters of(EngineSettings settings) throws ModelLoadException {
        Map<String, Parameter> given = settings.parameters().byName();
        given.keySet().forEach(SavedModelParameters::warnIfUnknown);
        return new SavedModelParameters(
                find(given, SIGNATURE),
                threads(given, settings.threads()),
                settings.inputs(),
                settings.outputs());
    }

    private static int threads(Map<String, Parameter> given, int otherwise)
            throws ModelLoadException {
        String text = find(given, THREADS).orElse("0");
        try {
            int threads = Integer.parseInt(text);
            if (threads >= 0) {
                return threads == 0 ? otherwise : threads;
            }
        } catch (NumberFormatException _) {
            // refused below, like a negative number
        }
        throw new ModelLoadException(
                "parameter '%s' is '%s', expected a number of threads, or 0"
                        .formatted(THREADS, text));
    }

    private static Optional<String> find(Map<String, Parameter> given, String name) {
        return Optional.ofNullable(given.get(name)).map(Parameter::text).map(String::strip);
    }

    private static void warnIfUnknown(String name) {
        if (!KNOWN.contains(name)) {
            LOG.log(
                    Level.WARNING,
                    "parameter ''{0}'' is ignored: the TensorFlow engine knows {1}",
                    name,
                    KNOWN);
        }
    }
}
