/// How a native image has the C library allocate memory for tensors, and give back what is free.
/// Replaces classes of `dev.serval.inference.tensor` and `dev.serval.predictor.memory`.
@NullMarked
package dev.serval.substitution.memory;

import org.jspecify.annotations.NullMarked;
