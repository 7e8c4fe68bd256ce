package dev.serval.storage.signature;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Why a signature is missing or bad, in words that name the file.
final class InvalidSignature extends Exception {
    InvalidSignature(@Nullable String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }
}
