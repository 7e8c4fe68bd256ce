package dev.serval.explainer.model;

/// What a model computes: a row of outputs for each row of features.
@FunctionalInterface
public interface PredictionFunction {
    /// Predicts all the rows; how they are split on their way is the implementation's business.
    ///
    /// @return as many rows, in the same order
    /// @throws dev.serval.inference.failure.InferenceException if the model cannot be asked, or
    ///   refuses
    Rows predict(Rows features);
}
