package dev.serval.engine.xgboost.serving;

import dev.serval.inference.genuine.ComparisonWithTheLibrary;

/// Answers are XGBoost's own.
class GenuineModelsTest extends ComparisonWithTheLibrary {
    GenuineModelsTest() {
        super(new XgboostEngine(), "xgboost", 1e-6);
    }
}
