/// CloudEvents 1.0 over HTTP, as far as a predict call comes in one and its answer goes back in
/// one: the event around a body, in binary or structured mode, read and written. Knows nothing of
/// what the body says, of routes, or of events that come in batches.
@NullMarked
package dev.serval.protocol.cloudevents;

import org.jspecify.annotations.NullMarked;
