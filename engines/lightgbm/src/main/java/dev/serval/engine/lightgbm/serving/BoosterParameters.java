package dev.serval.engine.lightgbm.serving;

import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.engine.ModelParameters;
import java.util.List;

/// What a model's configuration says to LightGBM:
///
/// | parameter | value |
/// | --- | --- |
/// | `num_threads` or `nthread` | threads for one call; 0 or none: the engine setting |
/// | `raw_score` | `true`: answer with raw scores where a caller names no output |
///
/// Parameters of other names are ignored with a warning.
record BoosterParameters(int threads, boolean rawFirst) {
    private static final String THREADS = "num_threads";
    private static final String THREADS_TOO = "nthread";
    private static final String RAW = "raw_score";
    private static final List<String> KNOWN = List.of(THREADS, THREADS_TOO, RAW);

    /// @throws ModelLoadException naming the first parameter with a value that it cannot have
    static BoosterParameters of(EngineSettings settings) throws ModelLoadException {
        ModelParameters given = ModelParameters.of(settings);
        given.warnOfAllBut(KNOWN, "LightGBM");
        int threads = given.threads(THREADS_TOO, settings.threads());
        return new BoosterParameters(given.threads(THREADS, threads), given.isTrue(RAW));
    }
}
