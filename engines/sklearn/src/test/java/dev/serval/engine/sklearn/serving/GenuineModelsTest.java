package dev.serval.engine.sklearn.serving;

import dev.serval.inference.genuine.ComparisonWithTheLibrary;

/// Answers are scikit-learn's own.
class GenuineModelsTest extends ComparisonWithTheLibrary {
    GenuineModelsTest() {
        super(new SklearnEngine(), "sklearn", 1e-9);
    }
}
