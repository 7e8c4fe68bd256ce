package dev.serval.engine.onnx.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.engine.Engine;
import dev.serval.inference.engine.ModelDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OnnxEngineTest {
    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(Engine.class))
                .singleElement()
                .isInstanceOf(OnnxEngine.class)
                .extracting(Engine::name, Engine::recognises)
                .containsExactly("onnx", "model.onnx, model.ort, or one *.onnx or *.ort file");
    }

    @Test
    void servesADirectoryWithAnOnnxFileWhateverItsCase(@TempDir Path directory) throws Exception {
        Files.createFile(directory.resolve("Iris.ONNX"));
        try (OnnxEngine engine = new OnnxEngine()) {
            assertThat(engine.serves(new ModelDirectory(directory))).isTrue();
        }
    }

    @Test
    void mayBeClosedTwiceAndWithoutEverHavingLoaded() {
        OnnxEngine engine = new OnnxEngine();
        engine.close();
        engine.close();
    }
}
