package dev.serval.server.catalog;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.request.InferResponse;

/// Who waits for the outcome of an inference. Either an answer or a failure is told, once, on any
/// thread.
public interface InferCallback {
    /// The request has left its model's queue and is about to be computed. Called at most once,
    /// before the outcome, and not for a model without a queue.
    default void begun() {}

    /// The answer, which now belongs to the callee.
    void answered(InferResponse response);

    /// The same, from who knows when it was computed.
    ///
    /// @param computed when, on the clock of [System#nanoTime]
    default void answered(InferResponse response, long computed) {
        answered(response);
    }

    void failed(InferenceException failure);
}
