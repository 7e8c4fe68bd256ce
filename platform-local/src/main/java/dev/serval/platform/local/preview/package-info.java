/// What would run for the services in files, on a laptop or on a cluster, as text. Starts nothing
/// and asks nobody.
@NullMarked
package dev.serval.platform.local.preview;

import org.jspecify.annotations.NullMarked;
