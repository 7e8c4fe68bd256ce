package dev.serval.engine.lightgbm.booster;

import org.jspecify.annotations.Nullable;

/// What LightGBM says went wrong.
public final class LightgbmException extends RuntimeException {
    LightgbmException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// The library's own words.
    public String reason() {
        return String.valueOf(getMessage());
    }
}
