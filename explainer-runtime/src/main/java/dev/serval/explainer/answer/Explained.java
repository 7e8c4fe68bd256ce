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
    public record Effort(long seed, long rowsPredicted, long predictorCalls, double seconds) {}

    public Optional<MaskedText> findText() {
        return Optional.ofNullable(text);
    }

    /// What an output is called.
    public String label(int output) {
        return output < labels.size() ? labels.get(output) : Integer.toString(output);
    }
}
