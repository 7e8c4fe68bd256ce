package dev.serval.inference.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The files of one version of one model.
public record ModelDirectory(Path path) {
    /// The files directly in the directory whose name ends so, whatever its case, in the order of
    /// their names; hidden files are left out.
    ///
    /// @param ending with its dot: `.onnx`
    public List<Path> filesEndingIn(String ending) {
        String wanted = ending.toLowerCase(Locale.ROOT);
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(Files::isRegularFile)
                    .filter(file -> isNamed(file, wanted))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean isNamed(Path file, String ending) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && name.toLowerCase(Locale.ROOT).endsWith(ending);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
