package dev.serval.engine.sklearn.estimator;

import java.util.Set;

/// An estimator that predicts numbers.
sealed interface Regressor extends Estimator
        permits LinearRegressor,
                TreeRegressor,
                Constant,
                BoostingRegressor,
                HistogramRegressor,
                MeanRegressor,
                AdaptiveRegressor,
                VectorRegressor,
                NeighborsRegressor,
                NetworkRegressor {
    /// How many numbers it predicts for a row.
    int targets();

    Matrix predict(Matrix rows);

    @Override
    default Set<Method> methods() {
        return Set.of(Method.PREDICT);
    }

    @Override
    default int columns(Method method) {
        return targets();
    }

    @Override
    default Matrix evaluate(Method method, Matrix rows) {
        return predict(rows);
    }
}
