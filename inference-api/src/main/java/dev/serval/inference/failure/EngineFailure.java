package dev.serval.inference.failure;

import org.jspecify.annotations.Nullable;

/// The model or the library that runs it failed on a request that looked right.
public final class EngineFailure extends InferenceException {
    public EngineFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
