package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.numpy.NumpyValues;
import dev.serval.engine.sklearn.pickle.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The texts that a model's encoders and imputers know, each of which is a number within the model:
/// so rows are numbers, whatever their columns hold. One that none of them knows is [#UNSEEN], and
/// one that is missing NaN, as `None` is.
public final class Vocabulary {
    /// What stands for a text that the model does not know.
    public static final double UNSEEN = -1;

    private final Map<String, Integer> codes = new HashMap<>();

    /// The number that stands for a text; for an empty one that the model does not know, NaN: so a
    /// text that is missing comes over the wire.
    public double codeOf(String text) {
        Integer code = codes.get(text);
        if (code != null) {
            return code;
        }
        return text.isEmpty() ? Double.NaN : UNSEEN;
    }

    /// The number that stands for a text from now on.
    double learn(String text) {
        return codes.computeIfAbsent(text, _ -> codes.size());
    }

    /// The number that a value of a column of objects is, or that stands for it.
    Optional<Double> learn(Value value) {
        if (value == Value.Nothing.NONE) {
            return Optional.of(Double.NaN);
        }
        Optional<String> text = NumpyValues.findText(value);
        return text.isPresent() ? text.map(this::learn) : NumpyValues.findReal(value);
    }
}
