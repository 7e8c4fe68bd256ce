package dev.serval.platform.local.program;

import dev.serval.inference.contract.RuntimeEnvironment;
import java.nio.file.Path;
import java.util.Map;

/// The folder in which programs keep the models that they fetch, so that the next replica need not
/// fetch them again.
///
/// @param size how much it holds, such as `20G`
public record SharedModels(Path folder, String size) {
    private static final String XDG_CACHE_HOME = "XDG_CACHE_HOME";

    /// Where the folder is when nobody says: below the folder that the XDG base directory
    /// specification has for caches.
    ///
    /// @param home the user's folder
    public static Path location(Map<String, String> environment, Path home) {
        String written = environment.getOrDefault(XDG_CACHE_HOME, "");
        Path base =
                written.isEmpty() || !Path.of(written).isAbsolute()
                        ? home.resolve(".cache")
                        : Path.of(written);
        return base.resolve("serval").resolve("models");
    }

    /// Tells a program of the folder, unless it has been told of another.
    ///
    /// @param inherited what it inherits from this process
    /// @param environment what it gets beside that
    void tell(Map<String, String> inherited, Map<String, String> environment) {
        boolean isTold =
                environment.containsKey(RuntimeEnvironment.STORAGE_CACHE)
                        || inherited.containsKey(RuntimeEnvironment.STORAGE_CACHE);
        if (!isTold) {
            environment.put(RuntimeEnvironment.STORAGE_CACHE, folder.toString());
            environment.putIfAbsent(RuntimeEnvironment.STORAGE_CACHE_SIZE, size);
        }
    }
}
