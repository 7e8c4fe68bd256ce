package dev.serval.storage.fetch;

import dev.serval.storage.cache.CachedModel;
import java.nio.file.Path;
import java.util.Optional;

/// A model on this machine, complete and verified. One of the cache stays there until this is
/// closed.
///
/// @param source how it came here
/// @param cached its place in the cache; empty if it has none
public record FetchedModel(Path directory, Source source, Optional<CachedModel> cached)
        implements AutoCloseable {
    /// How a model came here.
    public enum Source {
        /// It was on this machine.
        LOCAL,
        /// It was in the cache.
        CACHE,
        /// It was fetched.
        STORE
    }

    @Override
    public void close() {
        cached.ifPresent(CachedModel::close);
    }
}
