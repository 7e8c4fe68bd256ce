package dev.serval.inference.failure;

import org.jspecify.annotations.Nullable;

/// Why a call was not answered. The cases are closed: each wire maps them in one switch. A message
/// names the thing, the value found and the value expected, and is fit to be shown to the caller.
public abstract sealed class InferenceException extends RuntimeException
        permits Cancelled,
                DeadlineExceeded,
                EngineFailure,
                Forbidden,
                InvalidInput,
                ModelNotReady,
                Overloaded,
                PredictorFailure,
                ShuttingDown,
                TooLarge,
                Unauthenticated,
                UnknownModel,
                Unsupported {

    /// For a refusal: the caller's doing, so no stack trace is taken.
    InferenceException(String message) {
        super(message, null, false, false);
    }

    /// For a failure of ours or of a library, with its stack trace.
    InferenceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// The message, which is always there.
    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? getClass().getSimpleName() : message;
    }
}
