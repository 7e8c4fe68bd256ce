package dev.serval.predictor.batching;

import dev.serval.inference.failure.DeadlineExceeded;
import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.server.catalog.InferCallback;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A request while it waits to be merged with others.
///
/// @param rows how many rows it has
/// @param since when it came, on the queue's clock
/// @param priority 1 for the first served
/// @param timeout how many nanoseconds it may wait; 0 for as long as its deadline allows
/// @param due by when it is to be run though nothing joined it, on the queue's clock
record Waiting(
        InferRequest request,
        long rows,
        CallContext call,
        InferCallback callback,
        long since,
        int priority,
        long timeout,
        long due) {

    boolean isLike(Waiting other) {
        return this == other || Likeness.of(request, other.request);
    }

    boolean hasTimedOut(long now) {
        return timeout > 0 && now - since > timeout;
    }

    void timedOut() {
        callback.failed(
                new DeadlineExceeded(
                        "the request waited in the model's queue for longer than its timeout of %s"
                                .formatted(Duration.ofNanos(timeout))));
    }

    /// Whether somebody still waits for the answer; if not, the callback is told why.
    boolean isWanted() {
        InferenceException obstacle = obstacle();
        if (obstacle != null) {
            callback.failed(obstacle);
        }
        return obstacle == null;
    }

    private @Nullable InferenceException obstacle() {
        InferenceException calledOff = call.calledOff();
        if (calledOff != null) {
            return calledOff;
        }
        return call.deadline().hasPassed()
                ? new DeadlineExceeded("the call was not answered by its deadline")
                : null;
    }
}
