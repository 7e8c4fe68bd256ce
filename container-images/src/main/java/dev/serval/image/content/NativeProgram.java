package dev.serval.image.content;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One of Serval's programs that was compiled to a native image: a program and the libraries beside
/// it, without a Java runtime.
final class NativeProgram {
    private static final String PROGRAM = "deployments";
    private static final int PORT = 8080;

    private final String program;
    private final List<String> required;
    private final Path built;

    /// @param program `predictor`, `transformer` or `explainer`
    /// @param required the files of the libraries without which it does not run
    /// @param built the folder that it is built into, beside the jars that it was compiled from
    NativeProgram(String program, List<String> required, Path built) {
        this.program = program;
        this.required = List.copyOf(required);
        this.built = built;
    }

    /// The name of its archive.
    String name() {
        return program + "-native";
    }

    /// Whether it was built.
    boolean isBuilt() throws IOException {
        return !find("*-runner").isEmpty();
    }

    /// What its image holds.
    ///
    /// @param tree an empty one, into which its files are laid
    /// @throws IOException if a part of it is not there, which the message names
    ImageContent content(FileTree tree) throws IOException {
        String executable = PROGRAM + "/" + program;
        String inventory = "%s/%s.cdx.json".formatted(PROGRAM, name());
        tree.copy(require("*-runner"), executable);
        for (String library : required) {
            require(library);
        }
        List<String> libraries = new ArrayList<>();
        for (Path library : find("*.so")) {
            String place = PROGRAM + "/" + library.getFileName();
            tree.copy(library, place);
            libraries.add(place);
        }
        new Inventory("serval/" + name())
                .withLibraries(require("*-native-image-source-jar").resolve("lib"))
                .write(tree.resolve(inventory));
        tree.settle();
        List<ImageContent.Layer> layers = new ArrayList<>();
        if (!libraries.isEmpty()) {
            layers.add(new ImageContent.Layer("native library", libraries));
        }
        layers.add(new ImageContent.Layer("program", List.of(executable)));
        layers.add(new ImageContent.Layer("inventory", List.of(inventory)));
        return new ImageContent(
                "serval/" + program,
                "native",
                "Serval's %s as a native image".formatted(program),
                tree.root(),
                layers,
                List.of("/" + executable),
                Map.of(),
                List.of(PORT));
    }

    private Path require(String name) throws IOException {
        return find(name).stream()
                .findFirst()
                .orElseThrow(() ->
                        new IOException(
                                "%s has no %s: build the native %s first"
                                        .formatted(built, name, program)));
    }

    private List<Path> find(String name) throws IOException {
        if (!Files.isDirectory(built)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> matching = Files.newDirectoryStream(built, name)) {
            matching.forEach(found::add);
        }
        found.sort(null);
        return found;
    }
}
