package dev.serval.engine.tensorflow.serving;

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

/// Answers are TensorFlow's own, on random inputs and on those that go wrong first.
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class GenuineModelsTest {
    private static final double TOLERANCE = 1e-6;

    private final Engine engine = new TensorflowEngine();

    @ParameterizedTest
    @MethodSource("committed")
    void answersAsTensorflowDidWhenTheModelWasMade(GenuineModel model) throws Exception {
        model.check(engine);
    }

    static List<GenuineModel> committed() throws IOException {
        return GenuineModel.in(Path.of("src/test/resources/genuine"), TOLERANCE);
    }

    @Test
    void answersAsTheInstalledTensorflowDoes(@TempDir Path folder) throws Exception {
        Path script = Path.of("src/test/models/make_models.py");
        var models =
                PythonModels.whereInstalled(script, List.of("tensorflow")).make(folder, TOLERANCE);
        for (GenuineModel model : models) {
            model.check(engine);
        }
    }
}
