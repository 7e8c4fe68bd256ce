/// The bounded pool of threads on which requests are read, computed and written, and its queue. A
/// full queue refuses at once. Knows nothing of what the work is.
@NullMarked
package dev.serval.server.execution;

import org.jspecify.annotations.NullMarked;
