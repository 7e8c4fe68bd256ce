package dev.serval.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A repository of real models, written into a folder.
record ModelFolders(Path directory) {
    private static final List<String> SOURCES =
            List.of(
                    "engines/onnx/src/test/resources/models",
                    "integration-tests/src/test/resources/models");

    /// Puts the model file of that name, without its ending, at `model/version`.
    ModelFolders with(String folder, String file) throws IOException {
        return write(folder, Files.readAllBytes(source(file)));
    }

    /// Puts the model of an example at `model/version`.
    ModelFolders withExample(String folder, String example) throws IOException {
        Path model = Checkout.file("examples").resolve(example).resolve("model/model.onnx");
        return write(folder, Files.readAllBytes(model));
    }

    /// Puts a file that no engine can load at `model/version`.
    ModelFolders withBroken(String folder) throws IOException {
        return write(folder, "this is no model".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private ModelFolders write(String folder, byte[] content) throws IOException {
        Files.createDirectories(directory.resolve(folder));
        Files.write(directory.resolve(folder).resolve("model.onnx"), content);
        return this;
    }

    private static Path source(String file) {
        return SOURCES.stream()
                .map(folder -> Checkout.file(folder).resolve(file + ".onnx"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }
}
