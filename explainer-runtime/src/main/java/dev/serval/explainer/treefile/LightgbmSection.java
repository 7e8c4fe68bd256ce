package dev.serval.explainer.treefile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The lines `key=value` of a LightGBM model's head, or of one of its trees.
final class LightgbmSection {
    private static final String TREE = "Tree=";
    private static final String END = "end of trees";

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, double[]> numbers = new HashMap<>();

    private LightgbmSection() {}

    /// The head, and after it the trees.
    static List<LightgbmSection> split(String model) {
        List<LightgbmSection> sections = new ArrayList<>();
        sections.add(new LightgbmSection());
        for (String line : model.lines().toList()) {
            if (line.equals(END)) {
                break;
            }
            if (line.startsWith(TREE)) {
                sections.add(new LightgbmSection());
            }
            int equals = line.indexOf('=');
            String key = equals < 0 ? line.strip() : line.substring(0, equals);
            sections.getLast().values.put(key, equals < 0 ? "" : line.substring(equals + 1));
        }
        return sections;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /// The value of that key; empty if there is none.
    String text(String key) {
        return values.getOrDefault(key, "");
    }

    int integer(String key) throws MalformedTreesException {
        double[] list = numbers(key);
        if (list.length != 1) {
            throw new MalformedTreesException(
                    "'%s' is '%s', expected a number".formatted(key, text(key)));
        }
        return (int) list[0];
    }

    /// The numbers of a list; none if there is no such key. Not to be changed.
    double[] numbers(String key) throws MalformedTreesException {
        double[] read = numbers.get(key);
        if (read != null) {
            return read;
        }
        try {
            String text = text(key).strip();
            double[] parsed =
                    text.isEmpty()
                            ? new double[0]
                            : Arrays.stream(text.split("\\s+", -1))
                                    .mapToDouble(LightgbmSection::number)
                                    .toArray();
            numbers.put(key, parsed);
            return parsed;
        } catch (NumberFormatException none) {
            throw new MalformedTreesException(
                    "'%s' holds something that is no number: %s".formatted(key, none.getMessage()));
        }
    }

    private static double number(String text) {
        return switch (text) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
