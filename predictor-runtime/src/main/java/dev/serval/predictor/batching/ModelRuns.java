package dev.serval.predictor.batching;

import dev.serval.inference.engine.Model;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.server.catalog.InferCallback;
import dev.serval.server.execution.ModelInvocation;
import dev.serval.server.statistics.ModelStatistics;

/// A model whose runs are counted.
record ModelRuns(Model model, ModelStatistics statistics) {
    /// Computes a request here and now; the callback is called once.
    ///
    /// @return how many nanoseconds the model took; negative if it did not answer
    long run(InferRequest request, CallContext call, InferCallback callback) {
        return ModelInvocation.run(model, statistics, request, call, callback);
    }

    /// Computes a request that waited, by itself.
    long run(Waiting waiting, InferCallback callback) {
        return run(waiting.request(), waiting.call(), callback);
    }
}
