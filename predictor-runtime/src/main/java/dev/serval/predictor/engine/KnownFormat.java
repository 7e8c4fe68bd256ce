package dev.serval.predictor.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A format that is told by the names of its files alone, so that a program without its engine can
/// say which one it lacks. Which files an engine serves, the engine knows.
enum KnownFormat {
    SCIKIT_LEARN("scikit-learn", "sklearn", ".joblib", ".pkl", ".pickle", ".skops"),
    XGBOOST("XGBoost", "xgboost", ".ubj"),
    PMML("PMML", "pmml", ".pmml"),
    PYTORCH("PyTorch", "pytorch", ".pt", ".mar"),
    TENSORFLOW("TensorFlow", "tensorflow", "saved_model.pb");

    private final String title;
    private final String engine;
    private final List<String> endings;

    KnownFormat(String title, String engine, String... endings) {
        this.title = title;
        this.engine = engine;
        this.endings = List.of(endings);
    }

    /// The format of one of the directory's files whose engine is not among those, in words.
    static Optional<String> lacking(Path directory, Set<String> engines) {
        try (Stream<Path> files = Files.list(directory)) {
            List<String> names = files.map(file -> file.getFileName().toString()).toList();
            return Arrays.stream(values())
                    .filter(format -> names.stream().anyMatch(format::isOf))
                    .filter(format -> !engines.contains(format.engine))
                    .findFirst()
                    .map(KnownFormat::absence);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private boolean isOf(String file) {
        return endings.stream().anyMatch(file::endsWith);
    }

    private String absence() {
        return "%s, whose engine '%s' is not there".formatted(title, engine);
    }
}
