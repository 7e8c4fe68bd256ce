/// The life of each model version, from files to answers and back: loading and warming up beside
/// what serves, the swap, leases that keep a version until its last inference ends, and unloading.
/// Knows nothing of wires, nor of how files came to be where they are.
@NullMarked
package dev.serval.predictor.lifecycle;

import org.jspecify.annotations.NullMarked;
