package dev.serval.storage.source;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Why a model could not be had from where it is kept, in words that name the URI and the cause.
public final class StorageException extends Exception {
    /// What becomes of the bytes that are here already.
    public enum Outlook {
        /// Another try would end the same: they are removed.
        FINAL,
        /// Another try may go on from where this one ended: they are kept.
        RESUMABLE
    }

    private final Outlook outlook;

    public StorageException(String message) {
        this(message, null);
    }

    public StorageException(String message, @Nullable Throwable cause) {
        this(message, cause, Outlook.FINAL);
    }

    public StorageException(String message, @Nullable Throwable cause, Outlook outlook) {
        super(message, cause);
        this.outlook = outlook;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }

    public Outlook outlook() {
        return outlook;
    }
}
