/// The management interface: the local platform over HTTP, versioned, for this machine alone. A
/// translation, which decides nothing.
@NullMarked
package dev.serval.platform.local.management;

import org.jspecify.annotations.NullMarked;
