package dev.serval.engine.onnx.serving;

import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The file of a directory that is the model.
record ModelFile(Path path) {
    static final String ENDING = ".onnx";

    private static final String PREFERRED = "model.onnx";

    /// `model.onnx`, or the only other file that ends so.
    ///
    /// @throws ModelLoadException if there is none, or one too many to choose from
    static ModelFile in(ModelDirectory directory) throws ModelLoadException {
        List<Path> candidates = candidates(directory);
        for (Path candidate : candidates) {
            if (nameOf(candidate).equals(PREFERRED)) {
                return new ModelFile(candidate);
            }
        }
        return switch (candidates.size()) {
            case 0 ->
                    throw new ModelLoadException(
                            "no file in %s ends in %s".formatted(directory, ENDING));
            case 1 -> new ModelFile(candidates.getFirst());
            default ->
                    throw new ModelLoadException(
                            "%d ONNX files (%s), expected one, or one called %s"
                                    .formatted(candidates.size(), names(candidates), PREFERRED));
        };
    }

    private static List<Path> candidates(ModelDirectory directory) throws ModelLoadException {
        try {
            return directory.filesEndingIn(ENDING);
        } catch (UncheckedIOException unreadable) {
            throw new ModelLoadException(
                    "%s cannot be read: %s".formatted(directory, unreadable.getMessage()),
                    unreadable);
        }
    }

    private static String names(List<Path> files) {
        return files.stream().map(ModelFile::nameOf).collect(Collectors.joining(", "));
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString();
    }

    String name() {
        return nameOf(path);
    }

    /// How many bytes the file has together with those beside it, which hold external data.
    long byteSizeWith(ModelDirectory directory) throws ModelLoadException {
        try (Stream<Path> files = Files.list(directory.path())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.equals(path) || !nameOf(file).endsWith(ENDING))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException unreadable) {
            throw new ModelLoadException(
                    "%s cannot be read: %s".formatted(directory, unreadable.getMessage()),
                    unreadable);
        }
    }
}
