package dev.serval.server.upstream;

/// How a predictor is spoken to, under KServe's names: `v1`, `v2` and `grpc-v2`.
public enum PredictorProtocol {
    /// JSON without types.
    V1,
    /// JSON with types over HTTP, the tensors in binary behind it.
    V2,
    /// gRPC, with raw tensors.
    GRPC_V2
}
