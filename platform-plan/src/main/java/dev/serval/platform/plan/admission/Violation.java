package dev.serval.platform.plan.admission;

/// A rule that an InferenceService breaks.
///
/// @param field the field that breaks it: `spec.predictor.minReplicas`
/// @param message what was found and what is expected
public record Violation(String field, String message) {
    /// `spec.predictor.minReplicas: 'MinReplicas' cannot be less than 0`
    @Override
    public String toString() {
        return field + ": " + message;
    }
}
