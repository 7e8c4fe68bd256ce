/// Native libraries that come in a jar, for engines that call them through {@link
/// java.lang.foreign}. Knows no library in particular.
@NullMarked
package dev.serval.inference.library;

import org.jspecify.annotations.NullMarked;
