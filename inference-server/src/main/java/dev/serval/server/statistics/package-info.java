/// What is counted for each model version, in the terms of Triton's statistics extension. Knows
/// nothing of metrics registries or wires.
@NullMarked
package dev.serval.server.statistics;

import org.jspecify.annotations.NullMarked;
