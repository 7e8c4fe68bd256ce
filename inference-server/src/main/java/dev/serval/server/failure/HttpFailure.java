package dev.serval.server.failure;

import dev.serval.inference.failure.Cancelled;
import dev.serval.inference.failure.DeadlineExceeded;
import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.Forbidden;
import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.ModelNotReady;
import dev.serval.inference.failure.Overloaded;
import dev.serval.inference.failure.PredictorFailure;
import dev.serval.inference.failure.ShuttingDown;
import dev.serval.inference.failure.TooLarge;
import dev.serval.inference.failure.Unauthenticated;
import dev.serval.inference.failure.UnknownModel;
import dev.serval.inference.failure.Unsupported;
import java.time.Duration;
import java.util.Optional;

/// A failure as HTTP tells it: a status and the body `{"error": "…"}`.
///
/// @param retryAfter how long the caller had better wait, where that helps
public record HttpFailure(int status, String message, Optional<Duration> retryAfter) {
    /// What a proxy logs for a client that closed its connection; never seen by one.
    private static final int CLIENT_CLOSED_REQUEST = 499;

    public static HttpFailure of(InferenceException failure) {
        return new HttpFailure(statusOf(failure), failure.getMessage(), retryAfter(failure));
    }

    /// The value of `Retry-After`, in seconds, where there is one.
    public Optional<String> retryAfterSeconds() {
        return retryAfter.map(wait -> Long.toString(Math.max(1, wait.toSeconds())));
    }

    /// The body, in JSON.
    public byte[] body() {
        return ErrorBody.of(message);
    }

    private static int statusOf(InferenceException failure) {
        return switch (failure) {
            case InvalidInput _ -> 400;
            case Unauthenticated _ -> 401;
            case Forbidden _ -> 403;
            case UnknownModel _ -> 404;
            case TooLarge _ -> 413;
            case Overloaded _ -> 429;
            case Cancelled _ -> CLIENT_CLOSED_REQUEST;
            case EngineFailure _ -> 500;
            case PredictorFailure failed -> failed.status();
            case Unsupported _ -> 501;
            case ModelNotReady _, ShuttingDown _ -> 503;
            case DeadlineExceeded _ -> 504;
        };
    }

    private static Optional<Duration> retryAfter(InferenceException failure) {
        return switch (failure) {
            case Overloaded overloaded -> Optional.of(overloaded.retryAfter());
            case PredictorFailure failed -> failed.retryAfter();
            default -> Optional.empty();
        };
    }
}
