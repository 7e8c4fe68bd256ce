package dev.serval.platform.local.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceFilesTest {
    private static final String SERVICE =
            """
            apiVersion: serving.kserve.io/v1beta1
            kind: InferenceService
            metadata:
              name: %s
            spec:
              predictor:
                model:
                  modelFormat: {name: onnx}
                  storageUri: model
            """;

    @TempDir Path folder;

    private GivenFiles read(String... names) {
        return ResourceFiles.read(List.of(names), InputStream.nullInputStream());
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static List<String> names(GivenFiles given) {
        return given.resources().stream().map(r -> r.resource().getMetadata().getName()).toList();
    }

    @Test
    void readsAFolderInTheOrderOfItsFilesAndLeavesOthersOut() throws IOException {
        file("b.yaml", SERVICE.formatted("second"));
        file("a.yml", SERVICE.formatted("first"));
        file("README.md", "not a resource");

        assertThat(names(read(folder.toString()))).containsExactly("first", "second");
    }

    @Test
    void readsTheStandardInput() {
        InputStream in =
                new ByteArrayInputStream(
                        SERVICE.formatted("iris").getBytes(StandardCharsets.UTF_8));

        assertThat(names(ResourceFiles.read(List.of("-"), in))).containsExactly("iris");
    }

    @Test
    void aFileThatIsNotThereHindersNoOther() throws IOException {
        GivenFiles given = read("nowhere.yaml", file("iris.yaml", SERVICE.formatted("iris")));

        assertThat(given.errors()).containsExactly("nowhere.yaml: there is no such file or folder");
        assertThat(names(given)).containsExactly("iris");
    }

    @Test
    void aFolderWithoutResourcesIsToldSo() {
        assertThat(read(folder.toString()).errors())
                .singleElement()
                .asString()
                .startsWith(folder + ": the folder holds no file");
    }

    @Test
    void aFileThatIsNoTextIsToldSo() throws IOException {
        Path file = Files.write(folder.resolve("model.yaml"), new byte[] {(byte) 0xFF, 1, 2});

        assertThat(read(file.toString()).errors())
                .containsExactly(file + ": it is no text in UTF-8");
    }

    @Test
    void aSecondDocumentOfOneNameIsAnErrorThatNamesTheFirst() throws IOException {
        String first = file("a.yaml", SERVICE.formatted("iris"));
        String second = file("b.yaml", SERVICE.formatted("iris"));

        GivenFiles given = read(first, second);

        assertThat(given.resources()).hasSize(1);
        assertThat(given.errors())
                .containsExactly(
                        "%s:1:1: InferenceService 'iris' is here already, at %s:1:1"
                                .formatted(second, first));
    }

    @Test
    void aMistypedFieldIsAWarningWithItsPlace() throws IOException {
        String file =
                file("iris.yaml", SERVICE.formatted("iris").replace("predictor:", "predictr:"));

        assertThat(read(file).warnings())
                .singleElement()
                .asString()
                .startsWith(file + ":6:3: ")
                .contains("'spec.predictr'", "'predictor'");
    }

    @Test
    void relativePathsBeginAtTheFileThatNamesThem() throws IOException {
        GivenFiles given = read(file("iris.yaml", SERVICE.formatted("iris")));

        assertThat(GivenFiles.folderOf(given.resources().getFirst()))
                .isEqualTo(folder.toAbsolutePath().normalize());
    }
}
