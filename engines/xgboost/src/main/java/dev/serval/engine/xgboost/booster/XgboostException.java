package dev.serval.engine.xgboost.booster;

import org.jspecify.annotations.Nullable;

/// What XGBoost says went wrong.
public final class XgboostException extends RuntimeException {
    XgboostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// The library's own words.
    public String reason() {
        return String.valueOf(getMessage());
    }
}
