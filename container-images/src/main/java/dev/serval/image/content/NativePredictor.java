package dev.serval.image.content;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The predictor that was compiled to a native image: a program and ONNX Runtime's library beside
/// it, without a Java runtime.
final class NativePredictor {
    /// The name of its archive.
    static final String NAME = "predictor-native";

    private static final String PROGRAM = "deployments";
    private static final String LIBRARY = PROGRAM + "/libonnxruntime.so";
    private static final String EXECUTABLE = PROGRAM + "/predictor";
    private static final String INVENTORY = PROGRAM + "/" + NAME + ".cdx.json";
    private static final int PORT = 8080;

    private final Path built;

    /// @param built the folder that it is built into, beside the jars that it was compiled from
    NativePredictor(Path built) {
        this.built = built;
    }

    /// Whether it was built.
    boolean isBuilt() throws IOException {
        return find("*-runner").isPresent();
    }

    /// What its image holds.
    ///
    /// @param tree an empty one, into which its files are laid
    /// @throws IOException if a part of it is not there, which the message names
    ImageContent content(FileTree tree) throws IOException {
        tree.copy(require("*-runner"), EXECUTABLE);
        tree.copy(require("libonnxruntime.so"), LIBRARY);
        new Inventory("serval/" + NAME)
                .withLibraries(require("*-native-image-source-jar").resolve("lib"))
                .write(tree.resolve(INVENTORY));
        tree.settle();
        return new ImageContent(
                "serval/predictor",
                "native",
                "Serval's predictor as a native image, for ONNX models",
                tree.root(),
                List.of(
                        new ImageContent.Layer("native library", List.of(LIBRARY)),
                        new ImageContent.Layer("program", List.of(EXECUTABLE)),
                        new ImageContent.Layer("inventory", List.of(INVENTORY))),
                List.of("/" + EXECUTABLE),
                Map.of(),
                List.of(PORT));
    }

    private Path require(String name) throws IOException {
        return find(name)
                .orElseThrow(() ->
                        new IOException(
                                "%s has no %s: build the native predictor first"
                                        .formatted(built, name)));
    }

    private Optional<Path> find(String name) throws IOException {
        if (!Files.isDirectory(built)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(built, name)) {
            for (Path path : found) {
                return Optional.of(path);
            }
            return Optional.empty();
        }
    }
}
