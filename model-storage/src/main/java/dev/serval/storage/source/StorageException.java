package dev.serval.storage.source;

import org.jspecify.annotations.Nullable;

/// Why a model could not be had from where it is kept, in words that name the URI and the cause.
public final class StorageException extends Exception {
    public StorageException(String message) {
        super(message);
    }

    public StorageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
