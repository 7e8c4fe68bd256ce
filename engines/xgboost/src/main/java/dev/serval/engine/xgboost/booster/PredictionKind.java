package dev.serval.engine.xgboost.booster;

/// What a booster is asked for.
public enum PredictionKind {
    /// What the objective makes of the margin: a probability, a class, a number.
    VALUE(0),
    /// The sum of the leaves, before the objective's transformation.
    MARGIN(1);

    private final int code;

    PredictionKind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
