package dev.serval.storage.archive;

import java.io.IOException;
import java.util.Objects;

/// An archive that is broken, or that would do what no model does.
public final class ArchiveException extends IOException {
    ArchiveException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }
}
