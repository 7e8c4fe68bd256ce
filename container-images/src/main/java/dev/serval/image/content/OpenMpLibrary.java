package dev.serval.image.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;

/// GNU's OpenMP library, which the libraries of some engines ask the system for and small base
/// images lack: an image with such an engine has the one of the machine that makes it.
final class OpenMpLibrary {
    static final String FILE = "libgomp.so.1";

    private static final Set<String> ENGINES = Set.of("lightgbm", "xgboost");

    /// Where systems keep it, by their name for the processor.
    private static final List<String> FOLDERS =
            List.of("/usr/lib/%s-linux-gnu", "/lib/%s-linux-gnu", "/usr/lib64", "/lib64");

    private OpenMpLibrary() {}

    /// Whether that engine asks for it.
    static boolean isNeededBy(String engine) {
        return ENGINES.contains(engine);
    }

    /// Where a system may have it.
    static List<Path> folders() {
        String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
        return FOLDERS.stream().map(folder -> Path.of(folder.formatted(processor))).toList();
    }

    /// Copies it from the first of the folders that has it.
    ///
    /// @throws IOException if none has
    static void take(List<Path> folders, Path target) throws IOException {
        for (Path folder : folders) {
            Path library = folder.resolve(FILE);
            if (Files.isRegularFile(library)) {
                Files.copy(library, target.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
                return;
            }
        }
        throw new IOException(
                "%s is in none of %s, and goes into images of the engines %s: install it (Debian's libgomp1, Fedora's libgomp)"
                        .formatted(FILE, folders, ENGINES.stream().sorted().toList()));
    }
}
