package dev.serval.inference.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
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

    /// The only one of the files that may be the model.
    ///
    /// @param kind what each of them is, for messages: `PMML file`
    /// @param none what no file here does or is, for messages: `ends in .pmml`
    /// @throws ModelLoadException if there is none, or more than one
    public Path requireOne(List<Path> found, String kind, String none) throws ModelLoadException {
        if (found.isEmpty()) {
            throw new ModelLoadException("no file in %s %s".formatted(this, none));
        }
        if (found.size() > 1) {
            String names =
                    found.stream()
                            .map(file -> file.getFileName().toString())
                            .collect(Collectors.joining(", "));
            throw new ModelLoadException(
                    "%d %ss (%s), expected one".formatted(found.size(), kind, names));
        }
        return found.getFirst();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
