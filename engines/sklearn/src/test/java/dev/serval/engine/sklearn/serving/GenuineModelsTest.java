package dev.serval.engine.sklearn.serving;

import dev.serval.inference.engine.Engine;
import dev.serval.inference.genuine.GenuineModel;
import dev.serval.inference.genuine.PythonModels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Answers of every method are scikit-learn's own, on random rows and on those that go wrong first.
class GenuineModelsTest {
    private static final double TOLERANCE = 1e-9;

    private final Engine engine = new SklearnEngine();

    @ParameterizedTest
    @MethodSource("committed")
    void answersAsScikitLearnDidWhenTheModelWasMade(GenuineModel model) throws Exception {
        model.check(engine);
    }

    static List<GenuineModel> committed() throws IOException {
        return GenuineModel.in(Path.of("src/test/resources/genuine"), TOLERANCE);
    }

    @Test
    void answersAsTheInstalledScikitLearnDoes(@TempDir Path folder) throws Exception {
        Path script = Path.of("src/test/models/make_models.py");
        var models = new PythonModels(script, List.of("sklearn")).make(folder, TOLERANCE);
        for (GenuineModel model : models) {
            model.check(engine);
        }
    }
}
