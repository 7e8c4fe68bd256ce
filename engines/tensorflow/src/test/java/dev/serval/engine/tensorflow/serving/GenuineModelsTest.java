package dev.serval.engine.tensorflow.serving;

import dev.serval.inference.genuine.ComparisonWithTheLibrary;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Answers are TensorFlow's own.
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class GenuineModelsTest extends ComparisonWithTheLibrary {
    GenuineModelsTest() {
        super(new TensorflowEngine(), 1e-6, "tensorflow");
    }
}
