package dev.serval.protocol.v2grpc;

import dev.serval.inference.request.InferRequest;

/// What a `ModelInferRequest` says: the model it is for, and the request. It owns the request's
/// tensors.
///
/// @param modelName as it came, not yet known to be a name that a model can have
/// @param modelVersion as it came; empty where the caller leaves the choice to the server
/// @param raw whether the tensors came in `raw_input_contents`, which is how they go back then
public record GrpcInferRequest(
        String modelName, String modelVersion, boolean raw, InferRequest request)
        implements AutoCloseable {
    @Override
    public void close() {
        request.close();
    }
}
