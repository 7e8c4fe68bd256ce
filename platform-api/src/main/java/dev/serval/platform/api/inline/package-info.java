/// How a resource that spreads another type's fields among its own is read. Knows nothing of any
/// particular resource.
@NullMarked
package dev.serval.platform.api.inline;

import org.jspecify.annotations.NullMarked;
