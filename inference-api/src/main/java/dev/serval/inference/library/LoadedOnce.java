package dev.serval.inference.library;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A library that a process loads at first use and never again: who comes later gets what came of
/// it then, a failure too.
///
/// @param <A> what the library's functions are called through
public final class LoadedOnce<A> {
    /// Loads the library.
    @FunctionalInterface
    public interface Loading<A> {
        A load() throws IOException;
    }

    private final String title;
    private final Loading<A> loading;
    private @Nullable A loaded;
    private @Nullable Exception failure;

    /// @param title what people call the library
    public LoadedOnce(String title, Loading<A> loading) {
        this.title = title;
        this.loading = loading;
    }

    /// @throws LibraryException if there is no library for this machine, or it cannot be loaded
    public synchronized A require() {
        if (loaded == null && failure == null) {
            try {
                loaded = loading.load();
            } catch (IOException | RuntimeException reason) {
                failure = reason;
            }
        }
        if (loaded == null) {
            String reason = failure == null ? "no reason" : String.valueOf(failure.getMessage());
            throw new LibraryException(title + " cannot be loaded: " + reason, failure);
        }
        return loaded;
    }
}
