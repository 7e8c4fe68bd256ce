/// The one thread on which all is decided, and the clock that it goes by. Does not know what is
/// decided there.
@NullMarked
package dev.serval.platform.local.loop;

import org.jspecify.annotations.NullMarked;
