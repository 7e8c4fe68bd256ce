package dev.serval.explainer.method;

import dev.serval.inference.failure.InvalidInput;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the value of one parameter as what the parameter declares.
final class SettingValue {
    private SettingValue() {}

    /// @throws InvalidInput naming the parameter, the value and what it takes
    static Object read(ParameterSpec spec, Object given) {
        return switch (spec) {
            case ParameterSpec.Whole whole -> whole(whole, given);
            case ParameterSpec.Real real -> real(real, given);
            case ParameterSpec.Flag _ -> flag(spec, given);
            case ParameterSpec.Choice choice -> choice(choice, given);
            case ParameterSpec.Text _ -> given.toString();
            case ParameterSpec.Numbers _ ->
                    list(spec, given, "a list of numbers").stream()
                            .map(each -> number(spec, each, "a list of numbers"))
                            .toList();
            case ParameterSpec.Features _ ->
                    list(spec, given, "a list of features").stream().map(Object::toString).toList();
            case ParameterSpec.Ranges _ -> ranges(spec, given);
        };
    }

    private static Long whole(ParameterSpec.Whole spec, Object given) {
        String expected = "a whole number from %d to %d".formatted(spec.least(), spec.most());
        double number = number(spec, given, expected);
        if (number != Math.rint(number) || number < spec.least() || number > spec.most()) {
            throw refused(spec, given, expected);
        }
        return (long) number;
    }

    private static Double real(ParameterSpec.Real spec, Object given) {
        String expected = "a number from %s to %s".formatted(spec.least(), spec.most());
        double number = number(spec, given, expected);
        if (!(number >= spec.least() && number <= spec.most())) {
            throw refused(spec, given, expected);
        }
        return number;
    }

    private static Boolean flag(ParameterSpec spec, Object given) {
        return switch (given.toString()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused(spec, given, "true or false");
        };
    }

    private static String choice(ParameterSpec.Choice spec, Object given) {
        String text = given.toString();
        if (!spec.choices().contains(text)) {
            throw refused(
                    spec,
                    given + NearestName.hint(text, spec.choices()),
                    "one of " + spec.choices());
        }
        return text;
    }

    private static Map<String, Settings.Range> ranges(ParameterSpec spec, Object given) {
        String expected = "a map from a feature to [least, greatest]";
        if (!(given instanceof Map<?, ?> map)) {
            throw refused(spec, given, expected);
        }
        Map<String, Settings.Range> ranges = new HashMap<>();
        map.forEach((feature, range) -> {
            if (!(range instanceof List<?> ends) || ends.size() != 2) {
                throw refused(spec, given, expected);
            }
            double least = number(spec, ends.getFirst(), expected);
            double most = number(spec, ends.getLast(), expected);
            if (!(least <= most)) {
                throw refused(spec, range, "a least value that is not above the greatest");
            }
            ranges.put(feature.toString(), new Settings.Range(least, most));
        });
        return ranges;
    }

    private static Collection<?> list(ParameterSpec spec, Object given, String expected) {
        if (given instanceof Collection<?> list) {
            return list;
        }
        if (given instanceof String text && !text.isBlank()) {
            return List.of(text.split("\\s*,\\s*", -1));
        }
        throw refused(spec, given, expected);
    }

    private static Double number(ParameterSpec spec, Object given, String expected) {
        if (given instanceof Number number) {
            return number.doubleValue();
        }
        try {
            return Double.valueOf(given.toString().strip());
        } catch (NumberFormatException none) {
            throw refused(spec, given, expected);
        }
    }

    private static InvalidInput refused(ParameterSpec spec, Object given, String expected) {
        String shown = given.toString();
        return new InvalidInput(
                "parameter '%s' is %s, expected %s"
                        .formatted(
                                spec.name(),
                                shown.length() > 80 ? shown.substring(0, 80) + "…" : shown,
                                expected));
    }
}
