package dev.serval.platform.local.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file in which a program leaves word of why its start failed, as Kubernetes puts one into a
/// container. Unlike a log it holds nothing else.
record LastWords(Path file) {
    /// An empty one beside a program's log.
    ///
    /// @throws IOException if it cannot be made
    static LastWords awaitedBeside(Path log) throws IOException {
        Path file = log.toAbsolutePath().resolveSibling(log.getFileName() + ".last-words");
        Files.createDirectories(file.getParent());
        return new LastWords(Files.writeString(file, ""));
    }

    /// What was left; empty if nothing was.
    String read() {
        try {
            return Files.readString(file).strip();
        } catch (IOException gone) {
            return "";
        }
    }
}
