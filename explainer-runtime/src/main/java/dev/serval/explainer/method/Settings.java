package dev.serval.explainer.method;

import dev.serval.inference.failure.InvalidInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The parameters of one task: what the caller gave, checked against what the method declares, and
/// what holds otherwise.
public final class Settings {
    private final Map<String, Object> values;

    private Settings(Map<String, Object> values) {
        this.values = values;
    }

    /// Checks what was given.
    ///
    /// @param given numbers, booleans, texts, and lists and maps of them
    /// @throws InvalidInput for an unknown name, with the one that was probably meant, and for a
    ///   value that the parameter does not take
    public static Settings read(
            String method, List<ParameterSpec> declared, Map<String, Object> given) {
        Map<String, ParameterSpec> byName = new HashMap<>();
        declared.forEach(spec -> byName.put(spec.name(), spec));
        Map<String, Object> values = new HashMap<>();
        given.forEach((name, value) -> {
            ParameterSpec spec = byName.get(name);
            if (spec == null) {
                throw new InvalidInput(
                        "method '%s' has no parameter '%s'%s, expected one of %s"
                                .formatted(
                                        method,
                                        name,
                                        NearestName.hint(name, byName.keySet()),
                                        byName.keySet().stream().sorted().toList()));
            }
            values.put(name, SettingValue.read(spec, value));
        });
        declared.forEach(spec -> values.computeIfAbsent(spec.name(), _ -> fallback(spec)));
        return new Settings(values);
    }

    private static Object fallback(ParameterSpec spec) {
        return switch (spec) {
            case ParameterSpec.Whole whole -> whole.fallback();
            case ParameterSpec.Real real -> real.fallback();
            case ParameterSpec.Flag flag -> flag.fallback();
            case ParameterSpec.Choice choice -> choice.fallback();
            case ParameterSpec.Text _ -> "";
            case ParameterSpec.Numbers _, ParameterSpec.Features _ -> List.of();
            case ParameterSpec.Ranges _ -> Map.of();
        };
    }

    public int whole(String name) {
        return Math.toIntExact((Long) value(name));
    }

    public double real(String name) {
        return (Double) value(name);
    }

    public boolean flag(String name) {
        return (Boolean) value(name);
    }

    public String text(String name) {
        return (String) value(name);
    }

    /// The numbers of that name; empty if none were given.
    public double[] numbers(String name) {
        return ((List<?>) value(name)).stream().mapToDouble(each -> (Double) each).toArray();
    }

    /// The columns that a list of features names; empty if none were given.
    ///
    /// @throws InvalidInput if there is no such feature
    public List<Integer> columns(String name, Features features) {
        List<Integer> columns = new ArrayList<>();
        for (Object each : (List<?>) value(name)) {
            columns.add(features.require((String) each));
        }
        return columns;
    }

    /// By column, the range that the feature may take; empty if none were given.
    ///
    /// @throws InvalidInput if there is no such feature
    public Map<Integer, Range> ranges(String name, Features features) {
        Map<Integer, Range> ranges = new HashMap<>();
        ((Map<?, ?>) value(name))
                .forEach((feature, range) ->
                        ranges.put(features.require((String) feature), (Range) range));
        return ranges;
    }

    /// From the least to the greatest value that is allowed.
    public record Range(double least, double most) {}

    private Object value(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("parameter '%s' is not declared".formatted(name));
        }
        return value;
    }
}
