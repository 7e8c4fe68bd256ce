package dev.serval.engine.sklearn.serving;

import dev.serval.engine.sklearn.numpy.JoblibArrays;
import dev.serval.engine.sklearn.pickle.PickleException;
import dev.serval.engine.sklearn.pickle.PickleFile;
import dev.serval.engine.sklearn.pickle.Pickled;
import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// The file of a directory that is the model.
record ModelFile(Path path) {
    private static final List<String> ENDINGS = List.of(".joblib", ".pkl", ".pickle");

    /// The files that may be it.
    static List<Path> candidates(ModelDirectory directory) {
        return ENDINGS.stream()
                .flatMap(ending -> directory.filesEndingIn(ending).stream())
                .sorted()
                .toList();
    }

    /// @throws ModelLoadException if there is none, or one too many to choose from
    static ModelFile in(ModelDirectory directory) throws ModelLoadException {
        List<Path> files = candidates(directory);
        return switch (files.size()) {
            case 0 ->
                    throw new ModelLoadException(
                            "no file in %s ends in %s"
                                    .formatted(directory, String.join(", ", ENDINGS)));
            case 1 -> new ModelFile(files.getFirst());
            default ->
                    throw new ModelLoadException(
                            "%d scikit-learn models (%s), expected one"
                                    .formatted(files.size(), names(files)));
        };
    }

    private static String names(List<Path> files) {
        return files.stream()
                .map(file -> file.getFileName().toString())
                .collect(Collectors.joining(", "));
    }

    String name() {
        return path.getFileName().toString();
    }

    /// What the pickle holds.
    ///
    /// @throws PickleException if it is none, or one that is not read
    Pickled read() throws ModelLoadException {
        try {
            return PickleFile.read(path, new JoblibArrays());
        } catch (IOException unreadable) {
            throw new ModelLoadException(
                    "%s: it cannot be read: %s".formatted(name(), unreadable.getMessage()),
                    unreadable);
        }
    }
}
