/// What the replacements depend on: each program has some of the classes that can be replaced.
@NullMarked
package dev.serval.substitution.presence;

import org.jspecify.annotations.NullMarked;
