package dev.serval.explainer.answer;

import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.Features;
import dev.serval.explainer.parts.MaskedText;
import dev.serval.inference.tensor.Shape;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One explanation, with what it is about and what it took.
///
/// @param labels what the model's outputs are called; empty if nobody said
/// @param shape of the instance
/// @param text what the instance's values stand for, a value for each word; `null` for numbers
public record Explained(
        String method,
        Features features,
        List<String> labels,
        Shape shape,
        List<Double> instance,
        @Nullable MaskedText text,
        Explanation explanation,
        Effort effort) {
    public Explained {
        labels = List.copyOf(labels);
        instance = List.copyOf(instance);
    }

    /// What an explanation took.
    ///
    /// @param stability how much explanations by several seeds agree; NaN where that was not asked
    public record Effort(
            long seed, long rowsPredicted, long predictorCalls, double seconds, double stability) {
        /// Of one seed.
        public Effort(long seed, long rowsPredicted, long predictorCalls, double seconds) {
            this(seed, rowsPredicted, predictorCalls, seconds, Double.NaN);
        }
    }

    public Optional<MaskedText> findText() {
        return Optional.ofNullable(text);
    }

    /// What an output is called.
    public String label(int output) {
        return output < labels.size() ? labels.get(output) : Integer.toString(output);
    }
}
