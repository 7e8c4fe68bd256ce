package dev.serval.image.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeProgramTest {
    @TempDir Path folder;
    private Path built;
    private NativeProgram predictor;

    @BeforeEach
    void prepare() {
        built = folder.resolve("target");
        predictor = new NativeProgram("predictor", List.of("libonnxruntime.so"), built);
    }

    @Test
    void isThereWhenItsProgramIs() throws Exception {
        assertThat(predictor.isBuilt()).isFalse();
        program();
        assertThat(predictor.isBuilt()).isTrue();
    }

    @Test
    void isAProgramWithItsLibraryAndWhatItWasMadeOf() throws Exception {
        program();
        Files.writeString(built.resolve("libonnxruntime.so"), "library");
        Files.createDirectories(built.resolve("predictor-1-native-image-source-jar/lib"));

        FileTree tree = FileTree.at(folder.resolve("root"));
        ImageContent content = predictor.content(tree);

        assertThat(content.suffix()).isEqualTo("native");
        assertThat(content.entrypoint()).containsExactly("/deployments/predictor");
        Path started = tree.resolve("deployments/predictor");
        assertThat(started).hasContent("program").isExecutable();
        assertThat(started.resolveSibling("libonnxruntime.so")).hasContent("library");
        assertThat(started.resolveSibling("predictor-native.cdx.json")).isNotEmptyFile();
    }

    @Test
    void tellsWhichPartIsMissing() throws Exception {
        program();
        assertThatThrownBy(() -> predictor.content(FileTree.at(folder.resolve("root"))))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(built.toString(), "libonnxruntime.so");
    }

    @Test
    void takesTheLibrariesThatLieBesideIt() throws Exception {
        program();
        Files.writeString(built.resolve("libawt.so"), "pictures");
        Files.createDirectories(built.resolve("transformer-1-native-image-source-jar/lib"));

        FileTree tree = FileTree.at(folder.resolve("root"));
        ImageContent content = new NativeProgram("transformer", List.of(), built).content(tree);

        assertThat(content.repository()).isEqualTo("serval/transformer");
        assertThat(tree.resolve("deployments/libawt.so")).hasContent("pictures");
    }

    private void program() throws IOException {
        Files.createDirectories(built);
        Path program = Files.writeString(built.resolve("predictor-1-runner"), "program");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }
}
