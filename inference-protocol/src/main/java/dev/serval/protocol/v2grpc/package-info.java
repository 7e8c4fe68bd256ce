/// The two hot messages of the V2 gRPC protocol, `inference.ModelInferRequest` and
/// `inference.ModelInferResponse`, read and written in protobuf's wire format by hand so that raw
/// tensors are never copied on the way. Knows nothing of gRPC framing, HTTP/2 or status codes, and
/// of no other message of the service.
@NullMarked
package dev.serval.protocol.v2grpc;

import org.jspecify.annotations.NullMarked;
