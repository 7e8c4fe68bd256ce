/// What happens to an inference call whatever its wire: it waits for a thread, is read, checked
/// against the model's signature, computed, written, timed and counted, and settled exactly once,
/// though its deadline or its caller may end it first. Knows nothing of HTTP or gRPC.
@NullMarked
package dev.serval.server.inference;

import org.jspecify.annotations.NullMarked;
