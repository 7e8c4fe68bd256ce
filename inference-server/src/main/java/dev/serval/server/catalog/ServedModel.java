package dev.serval.server.catalog;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.ModelVersion;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.server.statistics.ModelStatistics;
import java.util.List;

/// A version of a model that can be called now.
public interface ServedModel {
    ModelName name();

    ModelVersion version();

    ModelSignature signature();

    ModelConfiguration configuration();

    /// What has been counted for this version since it was loaded.
    ModelStatistics statistics();

    /// Whether the requests of this version are merged, and why.
    default BatchingStatus batching() {
        return BatchingStatus.off(
                BatchingStatus.Reason.SWITCHED_OFF, "this model computes each request by itself");
    }

    /// The labels of an output's classes, in order; empty if the model has none.
    default List<String> labels(String output) {
        return List.of();
    }

    /// Whether [#infer] would answer a request before it returns, so soon that handing it to
    /// another thread would cost more. Such a request may be computed on an event loop.
    ///
    /// @param inputBytes the data of its input tensors
    default boolean isQuick(long inputBytes) {
        return false;
    }

    /// Answers a request that fits the signature. Called on a thread that may compute; the callback
    /// may run before this returns. The request is borrowed until the callback is called.
    void infer(InferRequest request, CallContext call, InferCallback callback);
}
