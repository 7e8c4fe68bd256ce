package dev.serval.predictor.textformat;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;

/// A field's value. Without a schema an integer may also stand for a float or an enumeration's
/// number, and a word for a boolean.
public sealed interface TextValue {
    /// The value as a message may show it.
    String shown();

    /// A string, its escapes resolved and read as UTF-8.
    record Text(String value) implements TextValue {
        @Override
        public String shown() {
            return "\"" + value + "\"";
        }
    }

    record Whole(BigInteger value) implements TextValue {
        @Override
        public String shown() {
            return value.toString();
        }
    }

    record Real(double value) implements TextValue {
        @Override
        public String shown() {
            return Double.toString(value);
        }
    }

    /// An enumeration's constant, `true` or `false`.
    record Word(String value) implements TextValue {
        @Override
        public String shown() {
            return value;
        }
    }

    /// A message: its fields in the order of the text, a repeated one as often as it was given.
    record Message(List<TextField> fields) implements TextValue {
        public Message {
            fields = List.copyOf(fields);
        }

        @Override
        public String shown() {
            return fields.stream()
                    .map(TextField::name)
                    .collect(Collectors.joining(", ", "{ ", " }"));
        }
    }
}
