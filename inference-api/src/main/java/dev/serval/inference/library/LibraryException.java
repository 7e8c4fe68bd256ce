package dev.serval.inference.library;

import org.jspecify.annotations.Nullable;

/// What a native library says went wrong.
public final class LibraryException extends RuntimeException {
    LibraryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// The library's own words.
    public String reason() {
        return String.valueOf(getMessage());
    }

    /// What a call of a native function threw, to be thrown on: a method handle declares that it
    /// may be anything.
    public static RuntimeException unchecked(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException unchecked -> unchecked;
            case Error error -> throw error;
            default -> new IllegalStateException(thrown);
        };
    }
}
