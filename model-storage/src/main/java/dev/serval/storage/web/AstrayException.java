package dev.serval.storage.web;

import java.util.Objects;

/// Why a redirect is not followed, in words that name its addresses and not yet the model's.
final class AstrayException extends Exception {
    AstrayException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }
}
