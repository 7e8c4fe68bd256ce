/// The gRPC service of the Open Inference Protocol on the one port. The calls that infer or explain
/// are framed here, so that tensors reach the engine without being copied for every frame: on plain
/// routes, and `ModelInfer` on lanes of its own beside them. Every other call is an ordinary gRPC
/// service. Knows nothing of how a call is computed.
@NullMarked
package dev.serval.server.grpc;

import org.jspecify.annotations.NullMarked;
