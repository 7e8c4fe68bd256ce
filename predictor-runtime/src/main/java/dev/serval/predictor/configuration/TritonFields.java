package dev.serval.predictor.configuration;

import dev.serval.inference.tensor.DataType;
import dev.serval.predictor.textformat.Position;
import dev.serval.predictor.textformat.TextField;
import dev.serval.predictor.textformat.TextValue;
import dev.serval.server.configuration.ConfigurationException;
import java.math.BigInteger;

/// Reads single fields of a `config.pbtxt` by their types, refusing others by name and place.
final class TritonFields {
    private static final String TYPE_PREFIX = "TYPE_";

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

    /// A data type by its name in Triton: `TYPE_FP32`.
    DataType dataType(TextField field) throws ConfigurationException {
        String word = word(field);
        String name = word.startsWith(TYPE_PREFIX) ? word.substring(TYPE_PREFIX.length()) : "";
        return DataType.find(name.equals("STRING") ? DataType.BYTES.name() : name)
                .orElseThrow(() -> mistyped(field, "a type such as TYPE_FP32"));
    }

    /// Says that a field has no effect.
    String unused(TextField field, String path) {
        return remark(field, "'%s' has no effect in Serval".formatted(path));
    }

    /// Says something of a field that refuses nothing.
    String remark(TextField field, String what) {
        return "%s: %s: %s".formatted(file, field.position(), what);
    }
}
