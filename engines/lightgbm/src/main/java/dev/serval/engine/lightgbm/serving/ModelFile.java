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
        return new ModelFile(
                directory.requireOne(
                        candidates(directory), "LightGBM model", "is a LightGBM model"));
    }

    private static boolean beginsAsAModel(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] begin = in.readNBytes(BEGINNING.length());
            return BEGINNING.equals(new String(begin, StandardCharsets.ISO_8859_1));
        } catch (IOException unreadable) {
            return false;
        }
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
