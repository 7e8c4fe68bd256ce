package dev.serval.engine.sklearn.pickle;

import org.jspecify.annotations.Nullable;

/// Why a pickle, or another file with a model, is not read, in words for whoever made it.
public final class PickleException extends RuntimeException {
    /// What to do with a model that is not read.
    public static final String EXPORT = "export it with skl2onnx";

    public PickleException(String message) {
        this(message, null);
    }

    public PickleException(String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }

    /// The refusal of something by its name.
    public static PickleException notRead(String name) {
        return new PickleException("%s is not read; %s".formatted(name, EXPORT));
    }

    /// The message, which is always there.
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
