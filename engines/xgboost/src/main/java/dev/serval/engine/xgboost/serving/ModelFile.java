package dev.serval.engine.xgboost.serving;

import dev.serval.engine.xgboost.booster.Booster;
import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The file of a directory that is the model. Other formats end in `.bst` and `.json` too, so what
/// a file begins with counts.
record ModelFile(Path path) {
    private static final List<String> ENDINGS = List.of(".bst", ".json", ".ubj");
    private static final int BEGINNING = 32;

    /// The directory's files that are XGBoost models by name and beginning.
    static List<Path> candidates(ModelDirectory directory) {
        List<Path> found = new ArrayList<>();
        for (String ending : ENDINGS) {
            for (Path file : directory.filesEndingIn(ending)) {
                if (beginsAsAModel(file)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    /// @throws ModelLoadException if there is none, or one too many to choose from
    static ModelFile in(ModelDirectory directory) throws ModelLoadException {
        return new ModelFile(
                directory.requireOne(
                        candidates(directory), "XGBoost model", "is an XGBoost model"));
    }

    private static boolean beginsAsAModel(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String begin = new String(in.readNBytes(BEGINNING), StandardCharsets.ISO_8859_1);
            boolean document = begin.startsWith("{") && begin.contains("learner");
            boolean named =
                    !file.getFileName()
                            .toString()
                            .toLowerCase(java.util.Locale.ROOT)
                            .endsWith(".json");
            return document || (named && !begin.startsWith("tree"));
        } catch (IOException unreadable) {
            return false;
        }
    }

    String name() {
        return path.getFileName().toString();
    }

    long byteSize() {
        return path.toFile().length();
    }

    /// @throws dev.serval.inference.library.LibraryException with the library's reason
    Booster load(int threads) throws ModelLoadException {
        try (FileChannel file = FileChannel.open(path);
                Arena arena = Arena.ofConfined()) {
            return Booster.load(file.map(MapMode.READ_ONLY, 0, file.size(), arena), threads);
        } catch (IOException unreadable) {
            throw new ModelLoadException("%s: %s".formatted(name(), unreadable), unreadable);
        }
    }
}
