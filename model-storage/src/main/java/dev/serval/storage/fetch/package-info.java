/// From a URI to a directory with a complete and verified model: locates it, fetches it through the
/// cache or without, unpacks it, verifies it, and lets it appear at once. Knows no store by name.
@NullMarked
package dev.serval.storage.fetch;

import org.jspecify.annotations.NullMarked;
