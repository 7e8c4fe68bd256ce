package dev.serval.predictor.lifecycle;

import dev.serval.inference.engine.ModelLoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Files that name the classes of an output, a line each, in the model's own directory.
final class LabelFile {
    private static final long LARGEST = 16L << 20;

    private LabelFile() {}

    /// @param files by output: a path relative to the directory
    /// @throws ModelLoadException if one is missing, unreadable, or outside the directory
    static Map<String, List<String>> readAll(Path directory, Map<String, String> files)
            throws ModelLoadException {
        Map<String, List<String>> labels = new HashMap<>();
        for (Map.Entry<String, String> entry : files.entrySet()) {
            labels.put(entry.getKey(), read(directory, entry.getValue()));
        }
        return labels;
    }

    private static List<String> read(Path directory, String name) throws ModelLoadException {
        try {
            Path file = directory.resolve(name).normalize();
            if (!file.startsWith(directory.normalize()) || !Files.isRegularFile(file)) {
                throw new ModelLoadException(
                        "label file '%s' is no file in %s".formatted(name, directory));
            }
            long size = Files.size(file);
            if (size > LARGEST) {
                throw new ModelLoadException(
                        "label file '%s' has %d bytes, expected at most %d"
                                .formatted(name, size, LARGEST));
            }
            return List.copyOf(Files.readAllLines(file));
        } catch (InvalidPathException | IOException unreadable) {
            throw new ModelLoadException(
                    "label file '%s' cannot be read: %s".formatted(name, unreadable), unreadable);
        }
    }
}
