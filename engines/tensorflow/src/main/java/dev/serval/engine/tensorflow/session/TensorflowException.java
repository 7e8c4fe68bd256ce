package dev.serval.engine.tensorflow.session;

import org.jspecify.annotations.Nullable;

/// What TensorFlow says went wrong.
public final class TensorflowException extends RuntimeException {
    private final boolean isCallersFault;

    TensorflowException(String message, boolean isCallersFault, @Nullable Throwable cause) {
        super(message, cause);
        this.isCallersFault = isCallersFault;
    }

    /// Whether TensorFlow calls an input invalid.
    public boolean isCallersFault() {
        return isCallersFault;
    }

    /// TensorFlow's own words.
    public String reason() {
        return String.valueOf(getMessage());
    }
}
