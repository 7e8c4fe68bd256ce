package dev.serval.predictor.engine;

import org.jspecify.annotations.Nullable;

/// Why a folder is no engine plugin.
final class BrokenPluginException extends Exception {
    BrokenPluginException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
