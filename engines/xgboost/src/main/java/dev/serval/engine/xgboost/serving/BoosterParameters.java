package dev.serval.engine.xgboost.serving;

import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.engine.ModelParameters;
import java.util.List;

/// What a model's configuration says to XGBoost:
///
/// | parameter | value |
/// | --- | --- |
/// | `nthread` | threads for one call; 0 or none: the engine setting |
/// | `missing` | the number that stands for no value beside NaN |
/// | `output_margin` | `true`: answer with margins where a caller names no output |
///
/// Parameters of other names are ignored with a warning.
record BoosterParameters(int threads, float missing, boolean marginFirst) {
    private static final String THREADS = "nthread";
    private static final String MISSING = "missing";
    private static final String MARGIN = "output_margin";
    private static final List<String> KNOWN = List.of(THREADS, MISSING, MARGIN);

    /// @throws ModelLoadException naming the first parameter with a value that it cannot have
    static BoosterParameters of(EngineSettings settings) throws ModelLoadException {
        ModelParameters given = ModelParameters.of(settings);
        given.warnOfAllBut(KNOWN, "XGBoost");
        return new BoosterParameters(
                given.threads(THREADS, settings.threads()), missing(given), given.isTrue(MARGIN));
    }

    private static float missing(ModelParameters given) throws ModelLoadException {
        String text = given.find(MISSING).orElse("NaN");
        try {
            return Float.parseFloat(text);
        } catch (NumberFormatException _) {
            throw ModelParameters.refused(MISSING, text, "a number");
        }
    }
}
