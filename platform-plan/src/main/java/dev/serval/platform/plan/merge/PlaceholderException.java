package dev.serval.platform.plan.merge;

/// A placeholder that cannot be filled.
public final class PlaceholderException extends Exception {
    private static final long serialVersionUID = 1L;

    PlaceholderException(String message) {
        super(message);
    }
}
