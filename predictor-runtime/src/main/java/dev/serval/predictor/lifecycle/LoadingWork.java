package dev.serval.predictor.lifecycle;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Work of a loading thread.
@FunctionalInterface
interface LoadingWork {
    void run() throws IOException, InterruptedException;

    /// @throws UncheckedIOException if the repository cannot be read
    default void runUnchecked() {
        try {
            run();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
