package dev.serval.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The files of a checkout that belong to the repository: all but `.git` and what `.gitignore`
/// names. Of that file it understands folder names and name patterns, which is all that ours holds.
final class SourceTree {
    private final Path root;
    private final List<PathMatcher> ignored;

    private SourceTree(Path root, List<PathMatcher> ignored) {
        this.root = root;
        this.ignored = ignored;
    }

    static SourceTree at(Path root) throws IOException {
        var patterns =
                Stream.concat(
                        Stream.of(".git"), Files.readAllLines(root.resolve(".gitignore")).stream());
        var matchers =
                patterns.filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .map(line ->
                                line.endsWith("/") ? line.substring(0, line.length() - 1) : line)
                        .map(line -> FileSystems.getDefault().getPathMatcher("glob:" + line))
                        .toList();
        return new SourceTree(root, matchers);
    }

    /// The checkout that this build runs in, as the build says in the system property
    /// `serval.root`.
    static SourceTree ofThisBuild() throws IOException {
        return at(Path.of(System.getProperty("serval.root")));
    }

    /// Every file's path, relative to the root.
    List<Path> files() throws IOException {
        var found = new ArrayList<Path>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) {
                        return isIgnored(folder)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (attributes.isRegularFile() && !isIgnored(file)) {
                            found.add(root.relativize(file));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return found;
    }

    List<Path> filesNamed(String glob) throws IOException {
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        return files().stream().filter(file -> matcher.matches(file.getFileName())).toList();
    }

    Path resolve(Path file) {
        return root.resolve(file);
    }

    Path resolve(String file) {
        return root.resolve(file);
    }

    /// The lines of a text, none for a file that holds a zero byte and so is no text.
    List<String> linesOf(Path file) {
        try {
            var text = new String(Files.readAllBytes(resolve(file)), StandardCharsets.UTF_8);
            return text.indexOf(0) < 0 ? text.lines().toList() : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isIgnored(Path path) {
        return ignored.stream().anyMatch(matcher -> matcher.matches(path.getFileName()));
    }
}
