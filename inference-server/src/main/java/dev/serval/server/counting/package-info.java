/// Counting what many threads do at the cost of a plain addition. Knows nothing of what is counted.
@NullMarked
package dev.serval.server.counting;

import org.jspecify.annotations.NullMarked;
