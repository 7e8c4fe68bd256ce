/// Trying again: how often, and after how long. Knows nothing of what is tried.
@NullMarked
package dev.serval.storage.retry;

import org.jspecify.annotations.NullMarked;
