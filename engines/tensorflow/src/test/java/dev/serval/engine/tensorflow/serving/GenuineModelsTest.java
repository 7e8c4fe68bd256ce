package dev.serval.engine.tensorflow.serving;

import dev.serval.inference.genuine.ComparisonWithTheLibrary;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Answers are TensorFlow's own.
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class GenuineModelsTest extends ComparisonWithTheLibrary {
    /// TensorFlow chooses its kernels by the processor, and the committed answers were made on
    /// another: those of an attention are 1.3e-6 off on one with AVX-512.
    private static final double BETWEEN_PROCESSORS = 1e-5;

    GenuineModelsTest() {
        super(new TensorflowEngine(), BETWEEN_PROCESSORS, "tensorflow");
    }
}
