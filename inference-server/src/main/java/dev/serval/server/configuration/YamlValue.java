package dev.serval.server.configuration;

import dev.serval.inference.request.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// A value in a YAML file, read by its type; what is mistyped is refused by name and place.
///
/// @param path what the value is called in messages: `batching.maxLatency`
public record YamlValue(String file, String path, Node node) {
    private static final Set<String> TRUE = Set.of("true", "yes", "on");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    public boolean isMap() {
        return node instanceof MappingNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    public boolean isFlag() {
        return hasTag(Tag.BOOL);
    }

    public YamlMap map() throws ConfigurationException {
        if (!isMap()) {
            throw mistyped("keys and values");
        }
        return YamlMap.of(file, path + ".", node);
    }

    public String text() throws ConfigurationException {
        if (node instanceof ScalarNode scalar && !hasTag(Tag.NULL)) {
            return scalar.getValue();
        }
        throw mistyped("a text");
    }

    public boolean flag() throws ConfigurationException {
        if (node instanceof ScalarNode scalar && isFlag()) {
            return TRUE.contains(scalar.getValue().toLowerCase(Locale.ROOT));
        }
        throw mistyped("true or false");
    }

    public long whole(long least, long most) throws ConfigurationException {
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

    public List<Long> wholes(long least, long most) throws ConfigurationException {
        if (!(node instanceof SequenceNode sequence)) {
            throw mistyped("a list of integers");
        }
        List<Long> numbers = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            numbers.add(new YamlValue(file, path, element).whole(least, most));
        }
        return numbers;
    }

    /// A number, whole or not; `.nan` and `.inf` too.
    public double real() throws ConfigurationException {
        if (node instanceof ScalarNode scalar && scalar.isPlain()) {
            String text = scalar.getValue();
            switch (text.toLowerCase(Locale.ROOT)) {
                case ".nan" -> {
                    return Double.NaN;
                }
                case ".inf", "+.inf" -> {
                    return Double.POSITIVE_INFINITY;
                }
                case "-.inf" -> {
                    return Double.NEGATIVE_INFINITY;
                }
                default -> {
                    if (NUMBER.matcher(text).matches()) {
                        return Double.parseDouble(text);
                    }
                }
            }
        }
        throw mistyped("a number");
    }

    /// Numbers: a list of them, or a single one.
    public List<Double> reals() throws ConfigurationException {
        List<Double> numbers = new ArrayList<>();
        for (YamlValue element : isList() ? elements() : List.of(this)) {
            numbers.add(element.real());
        }
        return numbers;
    }

    /// A list of texts.
    public List<String> texts() throws ConfigurationException {
        List<String> texts = new ArrayList<>();
        for (YamlValue element : elements()) {
            texts.add(element.text());
        }
        return texts;
    }

    /// The values of a list, each called by its index.
    public List<YamlValue> elements() throws ConfigurationException {
        if (!(node instanceof SequenceNode sequence)) {
            throw mistyped("a list");
        }
        List<YamlValue> elements = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            elements.add(new YamlValue(file, "%s[%d]".formatted(path, elements.size()), element));
        }
        return elements;
    }

    /// The value as a parameter of its own type.
    public Parameter parameter() throws ConfigurationException {
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

    /// A refusal of this value, which is of another kind than expected.
    public ConfigurationException mistyped(String expected) {
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

    /// A refusal with the place of this value.
    public ConfigurationException refusal(String problem) {
        Mark start = node.getStartMark();
        return new ConfigurationException(
                "%s: line %d, column %d: %s"
                        .formatted(file, start.getLine() + 1, start.getColumn() + 1, problem));
    }

    private boolean hasTag(Tag tag) {
        return node instanceof ScalarNode && node.getTag().equals(tag);
    }
}
