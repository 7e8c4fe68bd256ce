/// Inference over REST, V1 and V2, as plain routes ordered before everything else: paths, headers
/// and bodies in, answers and `{"error": …}` out, compressed where it pays. Knows nothing of models
/// or of how a call is computed.
@NullMarked
package dev.serval.server.http;

import org.jspecify.annotations.NullMarked;
