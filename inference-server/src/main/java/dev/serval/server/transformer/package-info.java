/// What stands before a predictor, elsewhere or in the same process: a
/// [dev.serval.server.transformer.Transformer] bean makes the predictor's request of the caller's,
/// and the caller's answer of the predictor's. Knows nothing of what a transformer does in between.
@NullMarked
package dev.serval.server.transformer;

import org.jspecify.annotations.NullMarked;
