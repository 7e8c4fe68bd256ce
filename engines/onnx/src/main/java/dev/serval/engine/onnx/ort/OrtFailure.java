package dev.serval.engine.onnx.ort;

import org.jspecify.annotations.Nullable;

/// What ONNX Runtime says went wrong, in its own words.
public final class OrtFailure extends RuntimeException {
    OrtFailure(String message) {
        super(message);
    }

    OrtFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// The message, which is always there.
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
