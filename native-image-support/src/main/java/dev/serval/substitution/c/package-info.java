/// C functions by GraalVM's own interface: of the C library, and of libraries that are loaded.
@NullMarked
package dev.serval.substitution.c;

import org.jspecify.annotations.NullMarked;
