/// How each wire tells a caller of a failure: one table for HTTP and one for gRPC. Knows nothing of
/// why calls fail.
@NullMarked
package dev.serval.server.failure;

import org.jspecify.annotations.NullMarked;
