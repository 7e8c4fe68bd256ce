/// Requests of one model version merged into one run, where that pays: the queue in which they wait
/// for each other, what a run costs by its rows, and the judgement that rests on it. A merged run
/// answers each request as if it had been alone. Knows nothing of wires, files or versions.
@NullMarked
package dev.serval.predictor.batching;

import org.jspecify.annotations.NullMarked;
