package dev.serval.engine.pytorch.serving;

import dev.serval.inference.genuine.ComparisonWithTheLibrary;
import java.util.Set;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Answers are PyTorch's own.
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class GenuineModelsTest extends ComparisonWithTheLibrary {
    GenuineModelsTest() {
        super(new PytorchEngine(), 1e-6, "torch");
    }

    /// One goes on until the sum of all rows is large, one turns rows into columns.
    @Override
    protected Set<String> mixingRows() {
        return Set.of("loop", "turned");
    }
}
