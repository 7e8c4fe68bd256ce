package dev.serval.engine.onnx.serving;

import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The file of a directory that is the model: in ONNX's format, whose data may lie in files beside
/// it, or in ONNX Runtime's own, whose data never do.
record ModelFile(Path path) {
    private static final String ONNX = ".onnx";
    private static final String ORT = ".ort";
    private static final List<String> PREFERRED = List.of("model" + ONNX, "model" + ORT);

    /// Whether a directory has any.
    static boolean isIn(ModelDirectory directory) {
        return !filesOf(directory).isEmpty();
    }

    /// `model.onnx`, or else `model.ort`, or the only other file that ends so.
    ///
    /// @throws ModelLoadException if there is none, or one too many to choose from
    static ModelFile in(ModelDirectory directory) throws ModelLoadException {
        List<Path> candidates = candidates(directory);
        for (String preferred : PREFERRED) {
            for (Path candidate : candidates) {
                if (nameOf(candidate).equals(preferred)) {
                    return new ModelFile(candidate);
                }
            }
        }
        return switch (candidates.size()) {
            case 0 ->
                    throw new ModelLoadException(
                            "no file in %s ends in %s or %s".formatted(directory, ONNX, ORT));
            case 1 -> new ModelFile(candidates.getFirst());
            default ->
                    throw new ModelLoadException(
                            "%d ONNX files (%s), expected one, or one called %s"
                                    .formatted(
                                            candidates.size(),
                                            names(candidates),
                                            String.join(" or ", PREFERRED)));
        };
    }

    private static List<Path> candidates(ModelDirectory directory) throws ModelLoadException {
        try {
            return filesOf(directory);
        } catch (UncheckedIOException unreadable) {
            throw new ModelLoadException(
                    "%s cannot be read: %s".formatted(directory, unreadable.getMessage()),
                    unreadable);
        }
    }

    private static List<Path> filesOf(ModelDirectory directory) {
        return Stream.of(ONNX, ORT).flatMap(it -> directory.filesEndingIn(it).stream()).toList();
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

    /// How many bytes the file has together with those beside it that may hold its data.
    long byteSizeWith(ModelDirectory directory) throws ModelLoadException {
        if (endsIn(path, ORT)) {
            return path.toFile().length();
        }
        try (Stream<Path> files = Files.list(directory.path())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.equals(path) || !isModel(file))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException unreadable) {
            throw new ModelLoadException(
                    "%s cannot be read: %s".formatted(directory, unreadable.getMessage()),
                    unreadable);
        }
    }

    private static boolean isModel(Path file) {
        return endsIn(file, ONNX) || endsIn(file, ORT);
    }

    private static boolean endsIn(Path file, String ending) {
        return nameOf(file).toLowerCase(Locale.ROOT).endsWith(ending);
    }
}
