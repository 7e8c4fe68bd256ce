/// What a process that stands before a predictor says of itself: that it has the predictor's one
/// model, and that it is ready where the predictor is. Knows nothing of what it makes of calls.
@NullMarked
package dev.serval.server.intermediary;

import org.jspecify.annotations.NullMarked;
