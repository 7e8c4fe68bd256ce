package dev.serval.engine.pmml.serving;

import dev.serval.inference.genuine.ComparisonWithTheLibrary;

/// Answers are scikit-learn's own.
class GenuineModelsTest extends ComparisonWithTheLibrary {
    GenuineModelsTest() {
        super(new PmmlEngine(), "sklearn", 1e-9);
    }
}
