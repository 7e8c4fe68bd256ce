package dev.serval.predictor.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/// Writes and deletes what a repository holds.
public record ModelFiles(Path root) {
    /// A version whose model is that line.
    public void version(String model, String version, String line) {
        write(model + "/" + version + "/model.fake", line);
    }

    /// A file with its folders.
    public void write(String path, String content) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// A file or a folder with all that is in it.
    public void delete(String path) {
        try {
            Files.walkFileTree(root.resolve(path), new Deletion());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException failure)
                throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
