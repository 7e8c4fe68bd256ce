/// The edge as callers meet it: answers, refusals, limits, and what becomes of calls that nobody
/// waits for.
@NullMarked
package dev.serval.server.edge;

import org.jspecify.annotations.NullMarked;
