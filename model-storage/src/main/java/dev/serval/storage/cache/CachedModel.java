package dev.serval.storage.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// A model in the cache, which stays there for as long as this is open.
public final class CachedModel implements AutoCloseable {
    private final Path directory;
    private final boolean isHit;
    private final FileLease use;

    CachedModel(Path directory, boolean isHit, FileLease use) {
        this.directory = directory;
        this.isHit = isHit;
        this.use = use;
    }

    public Path directory() {
        return directory;
    }

    /// Whether it was there already.
    public boolean isHit() {
        return isHit;
    }

    @Override
    public void close() {
        try {
            use.close();
        } catch (IOException unclosed) {
            throw new UncheckedIOException(unclosed);
        }
    }
}
