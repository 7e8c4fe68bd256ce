/// Applies objects by server-side apply, and only where something differs; prunes what is no longer
/// wanted; refuses objects that belong to somebody else. Knows no kind in particular.
@NullMarked
package dev.serval.platform.operator.apply;

import org.jspecify.annotations.NullMarked;
