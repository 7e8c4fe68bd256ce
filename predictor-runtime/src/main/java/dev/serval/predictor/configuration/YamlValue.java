package dev.serval.predictor.configuration;

import dev.serval.inference.request.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// A value in a YAML file, read by its type; what is mistyped is refused by name and place.
///
/// @param path what the value is called in messages: `batching.maxLatency`
record YamlValue(String file, String path, Node node) {
    private static final Set<String> TRUE = Set.of("true", "yes", "on");

    boolean isMap() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    boolean isFlag() {
        return hasTag(Tag.BOOL);
    }

    YamlMap map() throws ConfigurationException {
        if (!isMap()) {
            throw mistyped("keys and values");
        }
        return YamlMap.of(file, path + ".", node);
    }

    String text() throws ConfigurationException {
        if (node instanceof ScalarNode scalar && !hasTag(Tag.NULL)) {
            return scalar.getValue();
        }
        throw mistyped("a text");
    }

    boolean flag() throws ConfigurationException {
        if (node instanceof ScalarNode scalar && isFlag()) {
            return TRUE.contains(scalar.getValue().toLowerCase(Locale.ROOT));
        }
        throw mistyped("true or false");
    }

    long whole(long least, long most) throws ConfigurationException {
        String expected = "an integer from %d to %d".formatted(least, most);
        if (!(node instanceof ScalarNode scalar) || !hasTag(Tag.INT)) {
            throw mistyped(expected);
        }
        try {
            long number = Long.parseLong(scalar.getValue());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notDecimal) {
            throw mistyped("a decimal integer that fits 64 bits");
        }
        throw mistyped(expected);
    }

    List<Long> wholes(long least, long most) throws ConfigurationException {
        if (!(node instanceof SequenceNode sequence)) {
            throw mistyped("a list of integers");
        }
        List<Long> numbers = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            numbers.add(new YamlValue(file, path, element).whole(least, most));
        }
        return numbers;
    }

    /// The value as a parameter of its own type.
    Parameter parameter() throws ConfigurationException {
        if (isFlag()) {
            return new Parameter.Flag(flag());
        }
        if (hasTag(Tag.INT)) {
            return new Parameter.Whole(whole(Long.MIN_VALUE, Long.MAX_VALUE));
        }
        String text = text();
        try {
            return hasTag(Tag.FLOAT)
                    ? new Parameter.Real(Double.parseDouble(text))
                    : new Parameter.Text(text);
        } catch (NumberFormatException notDecimal) {
            throw mistyped("a decimal number, or a text in quotes");
        }
    }

    ConfigurationException mistyped(String expected) {
        String found =
                switch (node) {
                    case ScalarNode scalar when hasTag(Tag.NULL) -> "nothing";
                    case ScalarNode scalar -> "'%s'".formatted(scalar.getValue());
                    case SequenceNode _ -> "a list";
                    default -> "keys and values";
                };
        String subject = path.isEmpty() ? "the file" : path;
        return refusal("%s is %s, expected %s".formatted(subject, found, expected));
    }

    ConfigurationException refusal(String problem) {
        Mark start = node.getStartMark();
        return new ConfigurationException(
                "%s: line %d, column %d: %s"
                        .formatted(file, start.getLine() + 1, start.getColumn() + 1, problem));
    }

    private boolean hasTag(Tag tag) {
        return node instanceof ScalarNode && node.getTag().equals(tag);
    }
}
