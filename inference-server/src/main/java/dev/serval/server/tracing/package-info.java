/// What the spans of inference calls are called: their routes are plain handlers, of which Quarkus
/// knows no more than a method. Knows nothing of models, and does nothing while tracing is off.
@NullMarked
package dev.serval.server.tracing;

import org.jspecify.annotations.NullMarked;
