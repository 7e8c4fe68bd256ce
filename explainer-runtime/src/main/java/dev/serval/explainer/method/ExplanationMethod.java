package dev.serval.explainer.method;

import java.util.List;
import java.util.Set;

/// A way to explain what a model answers. Threads share a method; it keeps nothing between tasks.
public interface ExplanationMethod {
    /// What callers call it: `kernel_shap`.
    String name();

    /// What it understands beside what every method does.
    List<ParameterSpec> parameters();

    /// Explains one row. Given the same task and answers it explains the same.
    ///
    /// @throws dev.serval.inference.failure.InferenceException if the task is none for this method,
    ///   its budget is too small, or the model cannot be asked
    Explanation explain(ExplanationTask task);

    /// Whether it explains the model as a whole, whatever the row.
    default boolean isAboutTheModel() {
        return false;
    }

    /// What it can explain.
    default Set<Subject> subjects() {
        return Set.of(Subject.NUMBERS);
    }

    /// How many rows of the background suit it, where there are more.
    default int usualBackgroundRows() {
        return 100;
    }
}
