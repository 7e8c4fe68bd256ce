package dev.serval.image.content;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A folder that becomes the root of an image. All its files have one time, the one that images
/// give them, because a cache of Java's is of no use for a jar of another time.
public final class FileTree {
    private static final FileTime THE_TIME = FileTime.fromMillis(1_000);

    private final Path root;

    private FileTree(Path root) {
        this.root = root;
    }

    /// A new, empty one in place of what is there.
    public static FileTree at(Path root) throws IOException {
        delete(root);
        return new FileTree(Files.createDirectories(root));
    }

    /// The folder.
    public Path root() {
        return root;
    }

    Path resolve(String path) {
        return root.resolve(path);
    }

    /// Copies a file or a folder; links become what they lead to.
    ///
    /// @throws IOException if it is not there
    void copy(Path source, String destination) throws IOException {
        copy(source, destination, _ -> true);
    }

    /// Copies those files of a folder that are wanted, by their path below it.
    void copy(Path source, String destination, Predicate<Path> wanted) throws IOException {
        if (!Files.exists(source)) {
            throw new IOException("%s is not there: build it first".formatted(source));
        }
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path below = source.relativize(file);
                if (wanted.test(below)) {
                    Path copy = root.resolve(destination).resolve(below.toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(
                            file,
                            copy,
                            StandardCopyOption.REPLACE_EXISTING,
                            StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    /// Gives every file the time that it will have in the image.
    void settle() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, THE_TIME);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path emptied, @Nullable IOException failure) throws IOException {
                        if (failure != null) {
                            throw failure;
                        }
                        Files.delete(emptied);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
