package dev.serval.storage.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where things lie in a cache's directory. The first number is the layout's version.
record CacheLayout(Path root) {
    static CacheLayout in(Path directory) throws IOException {
        CacheLayout layout = new CacheLayout(directory.toAbsolutePath().normalize().resolve("1"));
        for (String folder : new String[] {"models", "partial", "locks", "uses"}) {
            Files.createDirectories(layout.root.resolve(folder));
        }
        return layout;
    }

    /// A whole model.
    Path model(String key) {
        return root.resolve("models").resolve(key);
    }

    /// One that is being fetched.
    Path partial(String key) {
        return root.resolve("partial").resolve(key);
    }

    /// Held together by all who use the model, and alone by who removes it.
    Path useLock(String key) {
        return root.resolve("locks").resolve(key + ".use");
    }

    /// Held by who fetches the model.
    Path fillLock(String key) {
        return root.resolve("locks").resolve(key + ".fill");
    }

    /// Held by who makes room.
    Path evictionLock() {
        return root.resolve("locks").resolve("eviction");
    }

    /// As old as the model's last use; says how large the model is.
    Path use(String key) {
        return root.resolve("uses").resolve(key);
    }

    Path models() {
        return root.resolve("models");
    }

    Path partials() {
        return root.resolve("partial");
    }
}
