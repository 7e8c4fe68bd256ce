package dev.serval.engine.lightgbm.serving;

import dev.serval.inference.genuine.ComparisonWithTheLibrary;

/// Answers are LightGBM's own.
class GenuineModelsTest extends ComparisonWithTheLibrary {
    GenuineModelsTest() {
        super(new LightgbmEngine(), "lightgbm", 1e-6);
    }
}
