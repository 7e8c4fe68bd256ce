/// Which models stay in memory when it is limited, and giving memory back to the system. Knows
/// nothing of files, versions or requests.
@NullMarked
package dev.serval.predictor.memory;

import org.jspecify.annotations.NullMarked;
