package dev.serval.explainer.answer;

import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.Features;
import dev.serval.inference.tensor.Shape;
import java.util.List;

/// One explanation, with what it is about and what it took.
///
/// @param labels what the model's outputs are called; empty if nobody said
/// @param shape of the instance
public record Explained(
        String method,
        Features features,
        List<String> labels,
        Shape shape,
        List<Double> instance,
        Explanation explanation,
        Effort effort) {
    public Explained {
        labels = List.copyOf(labels);
        instance = List.copyOf(instance);
    }

    /// What an explanation took.
    public record Effort(long seed, long rowsPredicted, long predictorCalls, double seconds) {}

    /// What an output is called.
    public String label(int output) {
        return output < labels.size() ? labels.get(output) : Integer.toString(output);
    }
}
