package dev.serval.inference.failure;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The predictor behind this server did not answer the call; its status and text are passed on.
public final class PredictorFailure extends InferenceException {
    private final int status;
    private final transient @Nullable Duration retryAfter;

    /// @param status the predictor's, as HTTP has it: 400 to 599
    /// @param text the predictor's own
    /// @param retryAfter how long it wants its caller to wait; `null` if it does not say
    public PredictorFailure(int status, String text, @Nullable Duration retryAfter) {
        super(text);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /// The predictor's status, as HTTP has it.
    public int status() {
        return status;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
