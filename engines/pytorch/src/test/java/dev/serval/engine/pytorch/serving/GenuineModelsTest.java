package dev.serval.engine.pytorch.serving;

import dev.serval.inference.engine.Engine;
import dev.serval.inference.genuine.GenuineModel;
import dev.serval.inference.genuine.PythonModels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Answers are PyTorch's own, on random inputs and on those that go wrong first.
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class GenuineModelsTest {
    private static final double TOLERANCE = 1e-6;

    private final Engine engine = new PytorchEngine();

    @ParameterizedTest
    @MethodSource("committed")
    void answersAsPytorchDidWhenTheModelWasMade(GenuineModel model) throws Exception {
        model.check(engine);
    }

    static List<GenuineModel> committed() throws IOException {
        return GenuineModel.in(Path.of("src/test/resources/genuine"), TOLERANCE);
    }

    @Test
    void answersAsTheInstalledPytorchDoes(@TempDir Path folder) throws Exception {
        Path script = Path.of("src/test/models/make_models.py");
        var python = PythonModels.whereInstalled(script, List.of("torch"));
        for (GenuineModel model : python.make(folder, TOLERANCE)) {
            model.check(engine);
        }
    }
}
