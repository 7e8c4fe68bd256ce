/// Native libraries that come with an engine, which calls them through {@link java.lang.foreign}:
/// where they lie, beside a native image too, how they are loaded, their failures and what they
/// print. Knows no library in particular.
@NullMarked
package dev.serval.inference.library;

import org.jspecify.annotations.NullMarked;
