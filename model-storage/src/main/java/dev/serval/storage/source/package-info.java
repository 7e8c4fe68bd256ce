/// Where models come from: the URI of a model, the service-provider interface that turns one into a
/// local directory, and the choice among the sources there are. Knows nothing of what a model is,
/// who serves it, or any store in particular.
@NullMarked
package dev.serval.storage.source;

import org.jspecify.annotations.NullMarked;
