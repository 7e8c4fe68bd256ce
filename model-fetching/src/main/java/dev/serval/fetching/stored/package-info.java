/// The model, or the files, that a runtime fetches for itself before it serves: the configuration
/// of that, how far it has come, and the metrics. Knows nothing of what is done with them.
@NullMarked
package dev.serval.fetching.stored;

import org.jspecify.annotations.NullMarked;
