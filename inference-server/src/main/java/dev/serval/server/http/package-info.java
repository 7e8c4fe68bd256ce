/// Inference over REST, V1 and V2, on a plain route ordered before everything else and on lanes of
/// its own beside it: paths, headers and bodies in, answers and `{"error": …}` out, compressed
/// where it pays. Knows nothing of models or of how a call is computed.
@NullMarked
package dev.serval.server.http;

import org.jspecify.annotations.NullMarked;
