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
import java.util.Locale;

/// How a call ended, as a metric's label says it.
public enum Outcome {
    SUCCESS,
    INVALID_INPUT,
    UNAUTHENTICATED,
    FORBIDDEN,
    UNKNOWN_MODEL,
    TOO_LARGE,
    OVERLOADED,
    CANCELLED,
    ENGINE_FAILURE,
    PREDICTOR_FAILURE,
    UNSUPPORTED,
    NOT_READY,
    DEADLINE_EXCEEDED;

    private final String label = name().toLowerCase(Locale.ROOT);

    public static Outcome of(InferenceException failure) {
        return switch (failure) {
            case InvalidInput _ -> INVALID_INPUT;
            case Unauthenticated _ -> UNAUTHENTICATED;
            case Forbidden _ -> FORBIDDEN;
            case UnknownModel _ -> UNKNOWN_MODEL;
            case TooLarge _ -> TOO_LARGE;
            case Overloaded _ -> OVERLOADED;
            case Cancelled _ -> CANCELLED;
            case EngineFailure _ -> ENGINE_FAILURE;
            case PredictorFailure _ -> PREDICTOR_FAILURE;
            case Unsupported _ -> UNSUPPORTED;
            case ModelNotReady _, ShuttingDown _ -> NOT_READY;
            case DeadlineExceeded _ -> DEADLINE_EXCEEDED;
        };
    }

    /// The label's value: `invalid_input`.
    public String label() {
        return label;
    }
}
