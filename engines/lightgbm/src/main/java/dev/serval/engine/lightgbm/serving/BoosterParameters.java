package dev.serval.engine.lightgbm.serving;

import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.request.Parameter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a model's configuration says to LightGBM:
///
/// | parameter | value |
/// | --- | --- |
/// | `num_threads` or `nthread` | threads for one call; 0 or none: the engine setting |
/// | `raw_score` | `true`: answer with raw scores where a caller names no output |
///
/// Parameters of other names are ignored with a warning.
record BoosterParameters(int threads, boolean rawFirst) {
    private static final Logger LOG = System.getLogger(BoosterParameters.class.getName());
    private static final String THREADS = "num_threads";
    private static final String THREADS_TOO = "nthread";
    private static final String RAW = "raw_score";
    private static final List<String> KNOWN = List.of(THREADS, THREADS_TOO, RAW);

    /// @throws ModelLoadException naming the first parameter with a value that it cannot have
    static BoosterParameters of(EngineSettings settings) throws ModelLoadException {
        Map<String, Parameter> given = settings.parameters().byName();
        given.keySet().forEach(BoosterParameters::warnIfUnknown);
        int threads = threads(given, THREADS_TOO, settings.threads());
        return new BoosterParameters(threads(given, THREADS, threads), raw(given));
    }

    private static int threads(Map<String, Parameter> given, String name, int otherwise)
            throws ModelLoadException {
        String text = find(given, name).orElse("0");
        try {
            int threads = Integer.parseInt(text);
            if (threads >= 0) {
                return threads == 0 ? otherwise : threads;
            }
        } catch (NumberFormatException _) {
            // refused below, like a negative number
        }
        throw refused(name, text, "a number of threads, or 0");
    }

    private static boolean raw(Map<String, Parameter> given) throws ModelLoadException {
        String text = find(given, RAW).orElse("false");
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw refused(RAW, text, "true or false");
        };
    }

    private static Optional<String> find(Map<String, Parameter> given, String name) {
        return Optional.ofNullable(given.get(name)).map(Parameter::text).map(String::strip);
    }

    private static ModelLoadException refused(String name, String found, String expected) {
        return new ModelLoadException(
                "parameter '%s' is '%s', expected %s".formatted(name, found, expected));
    }

    private static void warnIfUnknown(String name) {
        if (!KNOWN.contains(name)) {
            LOG.log(
                    Level.WARNING,
                    "parameter ''{0}'' is ignored: the LightGBM engine knows {1}",
                    name,
                    KNOWN);
        }
    }
}
