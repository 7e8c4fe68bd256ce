/// Unpacks archives and image layers that come from anywhere: nothing is written outside the
/// directory, nothing through a link, no device, and no more than is allowed. Knows no store.
@NullMarked
package dev.serval.storage.archive;

import org.jspecify.annotations.NullMarked;
