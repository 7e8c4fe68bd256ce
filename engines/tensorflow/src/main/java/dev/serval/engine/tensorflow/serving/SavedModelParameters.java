package dev.serval.engine.tensorflow.serving;

import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.engine.ModelParameters;
import dev.serval.inference.model.TensorSpec;
import java.util.List;
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
    private static final String SIGNATURE = "signature_name";
    private static final String THREADS = "TF_NUM_INTRA_THREADS";
    private static final List<String> KNOWN = List.of(SIGNATURE, THREADS);

    /// @throws ModelLoadException naming the first parameter with a value that it cannot have
    static SavedModelParameters of(EngineSettings settings) throws ModelLoadException {
        ModelParameters given = ModelParameters.of(settings);
        given.warnOfAllBut(KNOWN, "TensorFlow");
        return new SavedModelParameters(
                given.find(SIGNATURE),
                given.threads(THREADS, settings.threads()),
                settings.inputs(),
                settings.outputs());
    }
}
