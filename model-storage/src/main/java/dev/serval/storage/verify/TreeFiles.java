package dev.serval.storage.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The files of a model's directory.
public final class TreeFiles {
    private TreeFiles() {}

    /// The paths of all files below the directory, with slashes, in the order of their bytes. Links
    /// count as what they lead to.
    public static List<String> of(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(Files::isRegularFile)
                    .map(path -> directory.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }
}
