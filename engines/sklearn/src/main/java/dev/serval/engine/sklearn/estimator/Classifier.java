package dev.serval.engine.sklearn.estimator;

import java.util.Optional;

/// An estimator that tells classes.
sealed interface Classifier extends Estimator
        permits LinearClassifier,
                TreeClassifier,
                BoostingClassifier,
                HistogramClassifier,
                VotingClassifier,
                AdaptiveClassifier,
                OneVsRestClassifier,
                CalibratedClassifier,
                VectorClassifier,
                NeighborsClassifier,
                BayesClassifier,
                NetworkClassifier,
                Clusters {
    Labels classes();

    /// A number for each class, of which the largest wins; or one number, which decides for the
    /// second of two classes if it is above zero.
    Matrix scores(Matrix rows);

    /// The probability of each class.
    Matrix probabilities(Matrix rows);

    default Matrix predict(Matrix rows) {
        return Scores.winners(scores(rows));
    }

    @Override
    default Optional<Labels> labels() {
        return Optional.of(classes());
    }

    @Override
    default int columns(Method method) {
        return switch (method) {
            case PREDICT -> 1;
            case DECISION_FUNCTION -> classes().count() == 2 ? 1 : classes().count();
            case PREDICT_PROBA, TRANSFORM -> classes().count();
        };
    }

    @Override
    default Matrix evaluate(Method method, Matrix rows) {
        return switch (method) {
            case PREDICT -> predict(rows);
            case PREDICT_PROBA -> probabilities(rows);
            case DECISION_FUNCTION -> scores(rows);
            case TRANSFORM -> throw new IllegalArgumentException("a classifier transforms nothing");
        };
    }
}
