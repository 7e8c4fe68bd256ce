package dev.serval.engine.xgboost.booster;

/// Takes what it needs of a prediction while the library keeps it.
@FunctionalInterface
public interface PredictionReader<T> {
    T read(Prediction prediction);
}
