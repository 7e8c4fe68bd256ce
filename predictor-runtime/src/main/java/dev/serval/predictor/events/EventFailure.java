package dev.serval.predictor.events;

import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.failure.InvalidInput;
import io.quarkus.funqy.runtime.ApplicationException;
import org.jspecify.annotations.Nullable;

/// What an event failed of. Of what is wrong with one before it becomes a call, Funqy tells only a
/// status or an exception of its own.
final class EventFailure {
    private static final int NOT_ACCEPTABLE = 406;
    private static final int SERVER_FAILURE = 500;
    private static final String EXPECTED =
            "expected ce- headers, or content type application/cloudevents+json";

    private EventFailure() {}

    /// @param failure what Funqy failed with; `null` if only with a status
    static InferenceException of(@Nullable Throwable failure, int status) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InferenceException known) {
                return known;
            }
        }
        if (failure instanceof ApplicationException) {
            return new EngineFailure("the event failed: " + failure.getMessage(), failure);
        }
        if (failure instanceof NullPointerException) {
            return new InvalidInput(
                    "the event lacks an attribute, expected specversion, id, source, type");
        }
        if (failure != null) {
            return new InvalidInput("the request is no event: " + firstLine(failure));
        }
        if (status == NOT_ACCEPTABLE) {
            return new InvalidInput("the request is no single event, " + EXPECTED);
        }
        if (status >= SERVER_FAILURE) {
            return new EngineFailure("the event was answered with status " + status, null);
        }
        return new InvalidInput("the request is no event, " + EXPECTED);
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
