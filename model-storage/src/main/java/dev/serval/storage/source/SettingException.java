package dev.serval.storage.source;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Why a setting cannot be used, a variable, an option or a file that one of them names, in words
/// that name it. Whoever fetches by it knows the URI, and tells that too.
public final class SettingException extends Exception {
    public SettingException(String message) {
        this(message, null);
    }

    public SettingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }

    /// The same, as why a model cannot be had.
    ///
    /// @param uri as it may be shown
    public StorageException whileFetching(Object uri) {
        return new StorageException("storage URI '%s': %s".formatted(uri, getMessage()), this);
    }
}
