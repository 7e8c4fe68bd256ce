/// The client of a predictor against this very server, and against servers that misbehave.
@NullMarked
package dev.serval.server.upstream;

import org.jspecify.annotations.NullMarked;
