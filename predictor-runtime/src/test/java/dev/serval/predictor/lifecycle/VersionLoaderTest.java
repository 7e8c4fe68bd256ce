package dev.serval.predictor.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    void makesTheConfiguredWarmUpCallsBeforeTheModelServes() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        repository.engine.whileInferring(calls::incrementAndGet);
        repository.files.write("iris/warmup/flower", "0123456789abcdef");
        repository.files.write(
                "iris/config.pbtxt",
                "max_batch_size: 2 "
                        + warmUp("zero_data: true", 1)
                        + warmUp("random_data: true", 2)
                        + warmUp("input_data_file: 'flower'", 2));
        repository.start();
        assertThat(repository.states()).containsExactly("iris/1 READY");
        assertThat(calls).hasValue(6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "input_data_file: 'flower'| file 'flower' is no file in ",
                "input_data_file: '../config.pbtxt'| file '../config.pbtxt' is no file in ",
                "input_data_file: 'short'| input 'x': 5 bytes of raw data, expected 8 for shape"
                        + " [1,2]",
                "dims: 1 zero_data: true| model 'iris': input 'x' has shape [1,2,1], expected"
                        + " [-1,2]",
            })
    void refusesAModelWhoseConfiguredWarmUpFails(String data, String reason) throws Exception {
        repository.files.write("iris/warmup/short", "12345");
        repository.files.write("iris/config.pbtxt", "max_batch_size: 2 " + warmUp(data, 1));
        repository.start();
        assertThat(repository.states())
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("iris/1 UNAVAILABLE warm-up 'w' failed: " + reason);
        assertThat(repository.engine.open()).isZero();
    }

    /// A call of that many rows, made twice.
    private static String warmUp(String data, int rows) {
        return "model_warmup { name: 'w' batch_size: %d count: 2 inputs { key: 'x' value { data_type: TYPE_FP32 dims: 2 %s } } } "
                .formatted(rows, data);
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
