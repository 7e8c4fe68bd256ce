/// How a process ends that cannot do what it is there for: it tells why, in its log and to whoever
/// runs it. Knows nothing of what it was there for.
@NullMarked
package dev.serval.server.ending;

import org.jspecify.annotations.NullMarked;
