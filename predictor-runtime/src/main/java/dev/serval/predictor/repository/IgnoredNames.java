package dev.serval.predictor.repository;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Names that copying tools give to what they have not finished, and hidden ones.
final class IgnoredNames {
    private static final List<String> ENDINGS =
            List.of(".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", "~");

    private IgnoredNames() {}

    static boolean contain(Path path) {
        Path last = path.getFileName();
        if (last == null) {
            return false;
        }
        String name = last.toString().toLowerCase(Locale.ROOT);
        return name.startsWith(".")
                || name.equals("lost+found")
                || ENDINGS.stream().anyMatch(name::endsWith);
    }
}
