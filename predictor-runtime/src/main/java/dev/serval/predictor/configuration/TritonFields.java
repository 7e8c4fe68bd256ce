package dev.serval.predictor.configuration;

import dev.serval.predictor.textformat.Position;
import dev.serval.predictor.textformat.TextField;
import dev.serval.predictor.textformat.TextValue;
import java.math.BigInteger;

/// Reads single fields of a `config.pbtxt` by their types, refusing others by name and place.
final class TritonFields {
    private final String file;

    TritonFields(String file) {
        this.file = file;
    }

    String text(TextField field) throws ConfigurationException {
        if (field.value() instanceof TextValue.Text text) {
            return text.value();
        }
        throw mistyped(field, "a string");
    }

    /// An enumeration's constant.
    String word(TextField field) throws ConfigurationException {
        if (field.value() instanceof TextValue.Word word) {
            return word.value();
        }
        throw mistyped(field, "a name without quotes");
    }

    TextValue.Message message(TextField field) throws ConfigurationException {
        if (field.value() instanceof TextValue.Message message) {
            return message;
        }
        throw mistyped(field, "{ … }");
    }

    long whole(TextField field, long least, long most) throws ConfigurationException {
        if (field.value() instanceof TextValue.Whole whole
                && whole.value().compareTo(BigInteger.valueOf(least)) >= 0
                && whole.value().compareTo(BigInteger.valueOf(most)) <= 0) {
            return whole.value().longValue();
        }
        throw mistyped(field, "an integer from %d to %d".formatted(least, most));
    }

    ConfigurationException mistyped(TextField field, String expected) {
        return refusal(
                field.position(),
                "%s is %s, expected %s".formatted(field.name(), field.value().shown(), expected));
    }

    ConfigurationException refusal(Position position, String problem) {
        return new ConfigurationException("%s: %s: %s".formatted(file, position, problem));
    }

    /// Says that a field has no effect.
    String unused(TextField field, String path) {
        return "%s: %s: '%s' has no effect in Serval".formatted(file, field.position(), path);
    }
}
