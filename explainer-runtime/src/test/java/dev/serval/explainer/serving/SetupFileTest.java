package dev.serval.explainer.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetupFileTest {
    private static SetupFile parse(String text) {
        return SetupFile.parse("explainer.yaml", Path.of("/models/iris"), text);
    }

    @Test
    void pathsAreFromTheFilesFolderAndUrisAsTheyAre() {
        SetupFile file = parse("background: data/rows.csv\nmodelFile: file:///a/model.onnx\n");

        assertThat(file.findPlace("background")).contains("/models/iris/data/rows.csv");
        assertThat(file.findPlace("modelFile")).contains("file:///a/model.onnx");
    }

    @Test
    void rowsMayStandInTheFileItself() {
        SetupFile file =
                parse(
                        "background: [[1, 2.5], [3, 4]]\n"
                                + "parameters: {samples: 10}\n"
                                + "labels: [no, yes]\n");

        assertThat(file.findPlace("background")).isEmpty();
        assertThat(file.findJson("background")).contains("[[1,2.5],[3,4]]");
        assertThat(file.map("parameters")).isEqualTo(Map.of("samples", 10));
        assertThat(file.texts("labels")).containsExactly("no", "yes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "methode: lime|has key 'methode' (did you mean 'method'?), expected one of",
                "- a|the file is [a], expected keys and values",
                "parameters: 3|parameters is 3, expected keys and values",
                "features: 3|features is 3, expected a list",
                "a: [|is no YAML"
            })
    void saysWhatIsWrong(String text, String message) {
        assertThatThrownBy(
                        () -> {
                            SetupFile file = parse(text);
                            file.map("parameters");
                            file.texts("features");
                        })
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining(message);
    }
}
