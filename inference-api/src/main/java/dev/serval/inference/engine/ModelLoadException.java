package dev.serval.inference.engine;

import org.jspecify.annotations.Nullable;

/// Why a model could not be loaded, in words for whoever deployed it.
public final class ModelLoadException extends Exception {
    public ModelLoadException(String message) {
        super(message);
    }

    public ModelLoadException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
