package dev.serval.predictor.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class VersionLoaderTest {
    @TempDir Path root;
    private Repository repository;

    @BeforeEach
    void writeAModel() {
        repository = new Repository(root);
        repository.files.version("iris", "1", "answer 1");
    }

    @AfterEach
    void leaveNothingOpen() {
        repository.close();
        assertThat(repository.engine.open()).isZero();
    }

    @Test
    void readsTheLabelsOfAnOutput() throws Exception {
        repository.files.write("iris/model.yaml", "labels: {y: names/labels.txt}");
        repository.files.write("iris/names/labels.txt", "setosa\nversicolor\n\nvirginica\n");
        repository.start();
        assertThat(repository.require("iris", null).labels("y"))
                .containsExactly("setosa", "versicolor", "", "virginica");
        assertThat(repository.require("iris", null).labels("z")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.txt", "../iris2/labels.txt", "/etc/hostname", "1", "."})
    void refusesALabelFileThatIsNotInTheModelsDirectory(String file) throws Exception {
        repository.files.write("iris2/labels.txt", "setosa");
        repository.files.write("iris/model.yaml", "labels: {y: '%s'}".formatted(file));
        repository.start();
        assertThat(repository.states())
                .contains(
                        "iris/1 UNAVAILABLE label file '%s' is no file in %s"
                                .formatted(file, root.resolve("iris")));
        assertThat(repository.engine.open()).isZero();
    }

    @Test
    void servesAModelThatCannotBeWarmedUp() throws Exception {
        repository.engine.whileInferring(() -> {
            throw new IllegalArgumentException("zeros do not suit me");
        });
        repository.start();
        assertThat(repository.states()).containsExactly("iris/1 READY");
    }

    @Test
    void takesTheEngineThatTheSettingsName() throws Exception {
        repository.files.write("iris/config.pbtxt", "backend: 'python'");
        repository.start();
        assertThat(repository.states())
                .containsExactly(
                        "iris/1 UNAVAILABLE engine 'python' is not there, expected one of fake");
    }
}
