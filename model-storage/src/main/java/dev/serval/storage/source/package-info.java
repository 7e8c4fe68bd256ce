/// Where models come from: the URI of a model, the service-provider interface of a store, which
/// says what lies under a URI and hands out its bytes, and the choice among the stores there are.
/// Knows nothing of what a model is, who serves it, how bytes are moved, or any store in
/// particular.
@NullMarked
package dev.serval.storage.source;

import org.jspecify.annotations.NullMarked;
