/// What Serval is compared with, in the same run on the same machine: ONNX Runtime in a loop, an
/// HTTP server that does nothing, and grpc-java's own server around ONNX Runtime. Knows nothing of
/// Serval's code but the messages that are generated from its protocol.
@NullMarked
package dev.serval.benchmark.baseline;

import org.jspecify.annotations.NullMarked;
