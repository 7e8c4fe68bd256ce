/// Serval's own programs as processes of this machine: by which command one is started, on which
/// port, when it is ready, and what it says of a start that failed. Does not know why one is
/// started or what becomes of it.
@NullMarked
package dev.serval.platform.local.program;

import org.jspecify.annotations.NullMarked;
