/// The model that the predictor fetches for itself before it serves it: its configuration, how far
/// it has come, and the metrics of that. Knows nothing of what is done with the model.
@NullMarked
package dev.serval.predictor.storage;

import org.jspecify.annotations.NullMarked;
