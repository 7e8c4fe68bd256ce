/// A user's transformer in front of a predictor, which is this very server.
@NullMarked
package dev.serval.server.transformer;

import org.jspecify.annotations.NullMarked;
