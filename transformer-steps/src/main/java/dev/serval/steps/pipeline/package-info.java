/// A pipeline: steps before and after a predictor, read from a file, checked against one another
/// when it is read, and run on the tensors of each request. Knows no step of its own, and nothing
/// of wires or of how the predictor is reached.
@NullMarked
package dev.serval.steps.pipeline;

import org.jspecify.annotations.NullMarked;
