/// What every wire shares: a message as parts of memory, and tensors in the raw form that the V2
/// protocol gives them (little-endian, which is native order on every machine Serval runs on; BYTES
/// elements behind a 4-byte length). Knows nothing of JSON, HTTP or gRPC.
@NullMarked
package dev.serval.protocol.wire;

import org.jspecify.annotations.NullMarked;
