package dev.serval.engine.xgboost.serving;

import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.request.Parameter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    private static final Logger LOG = System.getLogger(BoosterParameters.class.getName());
    private static final String THREADS = "nthread";
    private static final String MISSING = "missing";
    private static final String MARGIN = "output_margin";
    private static final List<String> KNOWN = List.of(THREADS, MISSING, MARGIN);

    /// @throws ModelLoadException naming the first parameter with a value that it cannot have
    static BoosterParameters of(EngineSettings settings) throws ModelLoadException {
        Map<String, Parameter> given = settings.parameters().byName();
        given.keySet().forEach(BoosterParameters::warnIfUnknown);
        return new BoosterParameters(
                threads(given, settings.threads()), missing(given), margin(given));
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
        throw refused(THREADS, text, "a number of threads, or 0");
    }

    private static float missing(Map<String, Parameter> given) throws ModelLoadException {
        String text = find(given, MISSING).orElse("NaN");
        try {
            return Float.parseFloat(text);
        } catch (NumberFormatException _) {
            throw refused(MISSING, text, "a number");
        }
    }

    private static boolean margin(Map<String, Parameter> given) throws ModelLoadException {
        String text = find(given, MARGIN).orElse("false");
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw refused(MARGIN, text, "true or false");
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
                    "parameter ''{0}'' is ignored: the XGBoost engine knows {1}",
                    name,
                    KNOWN);
        }
    }
}
