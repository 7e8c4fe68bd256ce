/// The memory budget with things that only claim to take memory.
@NullMarked
package dev.serval.predictor.memory;

import org.jspecify.annotations.NullMarked;
