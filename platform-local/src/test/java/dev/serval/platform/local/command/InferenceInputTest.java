package dev.serval.platform.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.platform.local.command.InferenceInput.Wish;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferenceInputTest {
    @TempDir Path folder;

    private InferenceInput read(String text) throws Exception {
        return InferenceInput.read(Files.writeString(folder.resolve("in.json"), text).toString());
    }

    @Test
    void theFormOfTheBodyTellsTheProtocol() throws Exception {
        InferenceInput rows = read("{\"instances\": [[1, 2]]}");
        InferenceInput columns = read("{\"inputs\": {\"a\": [1]}}");
        InferenceInput tensors =
                read(
                        "{\"inputs\": [{\"name\": \"a\", \"shape\": [1], \"datatype\": \"FP32\", \"data\": [1]}]}");

        assertThat(rows.path("iris", Wish.PREDICTION)).isEqualTo("/v1/models/iris:predict");
        assertThat(rows.path("iris", Wish.EXPLANATION)).isEqualTo("/v1/models/iris:explain");
        assertThat(columns.path("iris", Wish.PREDICTION)).isEqualTo("/v1/models/iris:predict");
        assertThat(tensors.path("iris", Wish.PREDICTION)).isEqualTo("/v2/models/iris/infer");
        assertThat(tensors.path("iris", Wish.EXPLANATION)).isEqualTo("/v2/models/iris/explain");
    }

    @Test
    void whatIsNoObjectIsRefused() {
        assertThatThrownBy(() -> read("[1, 2]")).hasMessageContaining("'instances' (V1)");
    }

    @Test
    void aFileThatIsNotThereIsToldSo() {
        assertThatThrownBy(() -> InferenceInput.read("nowhere.json"))
                .hasMessage("nowhere.json: there is no such file");
    }
}
