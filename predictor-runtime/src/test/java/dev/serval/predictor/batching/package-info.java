/// Batching by a clock and threads that tests move on themselves, and by real ones.
@NullMarked
package dev.serval.predictor.batching;

import org.jspecify.annotations.NullMarked;
