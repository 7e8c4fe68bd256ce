package dev.serval.engine.pytorch.serving;

import dev.serval.inference.genuine.ComparisonWithTheLibrary;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Answers are PyTorch's own.
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class GenuineModelsTest extends ComparisonWithTheLibrary {
    GenuineModelsTest() {
        super(new PytorchEngine(), 1e-6, "torch");
    }
}
