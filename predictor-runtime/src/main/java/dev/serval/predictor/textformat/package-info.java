/// The text format of Protocol Buffers, read into a tree without a schema: what `config.pbtxt` is
/// written in. Knows nothing of models; which fields there are is its caller's concern.
@NullMarked
package dev.serval.predictor.textformat;

import org.jspecify.annotations.NullMarked;
