package dev.serval.inference.engine;

import dev.serval.inference.request.Parameter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a model's own configuration says to its engine, read as the kinds of values that engines
/// ask for. Whatever they are given as, `4`, `"4"` and `" 4 "` are one.
public final class ModelParameters {
    private static final Logger LOG = System.getLogger(ModelParameters.class.getName());

    private final Map<String, Parameter> given;

    private ModelParameters(Map<String, Parameter> given) {
        this.given = given;
    }

    public static ModelParameters of(EngineSettings settings) {
        return new ModelParameters(settings.parameters().byName());
    }

    /// All of them as they were given.
    public Map<String, Parameter> byName() {
        return given;
    }

    /// A parameter's text, without space around it.
    public Optional<String> find(String name) {
        return Optional.ofNullable(given.get(name)).map(Parameter::text).map(String::strip);
    }

    /// A number of threads.
    ///
    /// @param otherwise what counts if there is none, or it is 0
    /// @throws ModelLoadException if it is no whole number, or below zero
    public int threads(String name, int otherwise) throws ModelLoadException {
        String text = find(name).orElse("0");
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

    /// Whether it is `true` or `1`; it is not if there is none.
    ///
    /// @throws ModelLoadException if it is neither that nor `false` nor `0`
    public boolean isTrue(String name) throws ModelLoadException {
        String text = find(name).orElse("false");
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw refused(name, text, "true or false");
        };
    }

    /// The refusal of a parameter's value.
    ///
    /// @param expected what it could have been
    public static ModelLoadException refused(String name, String found, String expected) {
        return new ModelLoadException(
                "parameter '%s' is '%s', expected %s".formatted(name, found, expected));
    }

    /// Warns of each parameter that the engine makes nothing of.
    ///
    /// @param engine what people call it
    public void warnOfAllBut(List<String> known, String engine) {
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                LOG.log(
                        Level.WARNING,
                        "parameter ''{0}'' is ignored: the {1} engine knows {2}",
                        name,
                        engine,
                        known);
            }
        }
    }
}
