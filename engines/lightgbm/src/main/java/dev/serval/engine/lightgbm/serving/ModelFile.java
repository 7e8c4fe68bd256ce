package dev.serval.engine.lightgbm.serving;

import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The file of a directory that is the model. Other files end in `.bst` and `.txt` too, so what a
/// file begins with counts.
record ModelFile(Path path) {
    private static final List<String> ENDINGS = List.of(".bst", ".txt");
    private static final String BEGINNING = "tree";

    /// The directory's files that are LightGBM models by name and beginning.
    static List<Path> candidates(ModelDirectory directory) {
        List<Path> found = new ArrayList<>();
        for (String ending : ENDINGS) {
            directory.filesEndingIn(ending).stream()
                    .filter(ModelFile::beginsAsAModel)
                    .forEach(found::add);
        }
        return found;
    }

    /// @throws ModelLoadException if there is none, or one too many to choose from
    static ModelFile in(ModelDirectory directory) throws ModelLoadException {
        List<Path> candidates = candidates(directory);
        return switch (candidates.size()) {
            case 0 ->
                    throw new ModelLoadException(
                            "no file in %s is a LightGBM model".formatted(directory));
            case 1 -> new ModelFile(candidates.getFirst());
            default ->
                    throw new ModelLoadException(
                            "%d LightGBM models (%s), expected one"
                                    .formatted(candidates.size(), names(candidates)));
        };
    }

    private static boolean beginsAsAModel(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] begin = in.readNBytes(BEGINNING.length());
            return BEGINNING.equals(new String(begin, StandardCharsets.ISO_8859_1));
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static String names(List<Path> files) {
        return files.stream()
                .map(file -> file.getFileName().toString())
                .collect(Collectors.joining(", "));
    }

    String name() {
        return path.getFileName().toString();
    }

    byte[] read() throws ModelLoadException {
        try {
            return Files.readAllBytes(path);
        } catch (IOException unreadable) {
            throw new ModelLoadException("%s: %s".formatted(name(), unreadable), unreadable);
        }
    }
}
