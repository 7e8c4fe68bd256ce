/// The gRPC service of the Open Inference Protocol on the one port. `ModelInfer` and
/// `ModelStreamInfer` are framed here on plain routes, so that tensors reach the engine without
/// being copied for every frame; every other call is an ordinary gRPC service. Knows nothing of how
/// a call is computed.
@NullMarked
package dev.serval.server.grpc;

import org.jspecify.annotations.NullMarked;
