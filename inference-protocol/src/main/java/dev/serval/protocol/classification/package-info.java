/// Triton's classification extension: an output asked for with `classification: k` is answered by
/// its k best classes. Works on requests and answers, whatever wire they travel on.
@NullMarked
package dev.serval.protocol.classification;

import org.jspecify.annotations.NullMarked;
