/// What makes the parts of this runtime one program: its configuration, the beans that the edge
/// calls, and what happens when it starts and ends.
@NullMarked
package dev.serval.predictor.startup;

import org.jspecify.annotations.NullMarked;
