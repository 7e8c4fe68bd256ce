package dev.serval.engine.sklearn.serving;

import dev.serval.engine.sklearn.numpy.JoblibArrays;
import dev.serval.engine.sklearn.pickle.PickleException;
import dev.serval.engine.sklearn.pickle.PickleFile;
import dev.serval.engine.sklearn.pickle.Pickled;
import dev.serval.engine.sklearn.skops.SkopsFile;
import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The file of a directory that is the model.
record ModelFile(Path path) {
    private static final String SKOPS = ".skops";
    private static final List<String> ENDINGS = List.of(".joblib", ".pkl", ".pickle", SKOPS);

    /// The files that may be it.
    static List<Path> candidates(ModelDirectory directory) {
        return ENDINGS.stream()
                .flatMap(ending -> directory.filesEndingIn(ending).stream())
                .sorted()
                .toList();
    }

    /// @throws ModelLoadException if there is none, or one too many to choose from
    static ModelFile in(ModelDirectory directory) throws ModelLoadException {
        String endings = String.join(", ", ENDINGS);
        return new ModelFile(
                directory.requireOne(
                        candidates(directory), "scikit-learn model", "ends in " + endings));
    }

    String name() {
        return path.getFileName().toString();
    }

    /// What the file is, for those who ask for the model's platform.
    String platform() {
        return isSkops() ? "sklearn_skops" : "sklearn_pickle";
    }

    private boolean isSkops() {
        return name().endsWith(SKOPS);
    }

    /// What the file holds.
    ///
    /// @throws PickleException if it is not what its name ends in, or one that is not read
    Pickled read() throws ModelLoadException {
        try {
            return isSkops() ? SkopsFile.read(path) : PickleFile.read(path, new JoblibArrays());
        } catch (IOException unreadable) {
            throw new ModelLoadException(
                    "%s: it cannot be read: %s".formatted(name(), unreadable.getMessage()),
                    unreadable);
        }
    }
}
