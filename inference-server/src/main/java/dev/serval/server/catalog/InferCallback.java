package dev.serval.server.catalog;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.request.InferResponse;

/// Who waits for the outcome of an inference. Exactly one of the two is called, once, on any
/// thread.
public interface InferCallback {
    /// The answer, which now belongs to the callee.
    void answered(InferResponse response);

    void failed(InferenceException failure);
}
