/// Gathers the bytes of requests as they arrive, in memory that grows with what has come and never
/// with what was claimed, and turns encoded answers into buffers. Knows nothing of what they say.
@NullMarked
package dev.serval.server.body;

import org.jspecify.annotations.NullMarked;
