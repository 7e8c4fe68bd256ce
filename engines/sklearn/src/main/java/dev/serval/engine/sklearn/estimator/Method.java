package dev.serval.engine.sklearn.estimator;

/// What an estimator can be asked, by scikit-learn's names.
public enum Method {
    PREDICT("predict"),
    PREDICT_PROBA("predict_proba"),
    DECISION_FUNCTION("decision_function"),
    TRANSFORM("transform");

    private final String title;

    Method(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /// Whether an answer of one number for each row is a column rather than a list.
    public boolean keepsSingleColumn() {
        return this == PREDICT_PROBA || this == TRANSFORM;
    }
}
