package dev.serval.engine.sklearn.estimator;

import java.util.Optional;
import java.util.Set;

/// A fitted estimator. Threads share it.
public sealed interface Estimator permits Transformer, Regressor, Classifier, Pipeline {
    /// How many numbers a row has.
    int features();

    /// Which of them stand for texts, as the model's [Vocabulary] numbers them.
    default Set<Integer> texts() {
        return Set.of();
    }

    /// Which of them make no difference.
    default Set<Integer> unused() {
        return Set.of();
    }

    /// What it can be asked.
    Set<Method> methods();

    /// How many numbers a row is answered with.
    ///
    /// @param method one of [#methods]
    int columns(Method method);

    /// The answers to rows of [#features] numbers. What a classifier predicts are places in
    /// [#labels].
    ///
    /// @param method one of [#methods]
    /// @throws dev.serval.inference.failure.InvalidInput if a row holds what it cannot be asked
    Matrix evaluate(Method method, Matrix rows);

    /// The names of the classes, if it tells classes.
    default Optional<Labels> labels() {
        return Optional.empty();
    }
}
