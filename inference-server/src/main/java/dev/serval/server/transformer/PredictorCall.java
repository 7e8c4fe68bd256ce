package dev.serval.server.transformer;

import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.server.catalog.InferCallback;

/// Asks the model behind a transformer, in this process or another.
@FunctionalInterface
public interface PredictorCall {
    /// @param prepared what the transformer made of a call, borrowed until the callback is called,
    ///   which happens once, on any thread
    void infer(InferRequest prepared, CallContext call, InferCallback callback);
}
