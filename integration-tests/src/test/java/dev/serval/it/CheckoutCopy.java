package dev.serval.it;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/// The checkout's sources in another folder, to be changed there, with the classes made of them so
/// far, which need not be compiled again.
record CheckoutCopy(Path source, Path target) {
    private static final Set<String> LEFT_OUT = Set.of(".git", "shared");
    private static final Set<String> BUILT = Set.of("classes", "generated-sources");

    void make() throws IOException {
        Files.walkFileTree(source, new Copier());
    }

    private final class Copier extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
            if (isLeftOut(folder)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(copyOf(folder));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            if (attributes.isRegularFile()) {
                Files.copy(
                        file,
                        copyOf(file),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING);
            }
            return FileVisitResult.CONTINUE;
        }

        private boolean isLeftOut(Path folder) {
            String name = folder.getFileName().toString();
            Path parent = folder.getParent();
            boolean inTarget = parent != null && parent.endsWith("target");
            return LEFT_OUT.contains(name) || (inTarget && !BUILT.contains(name));
        }

        private Path copyOf(Path path) {
            return target.resolve(source.relativize(path).toString());
        }
    }
}
