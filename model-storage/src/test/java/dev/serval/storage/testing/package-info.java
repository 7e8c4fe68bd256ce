/// Servers that tests talk to, and what they need around them.
@NullMarked
package dev.serval.storage.testing;

import org.jspecify.annotations.NullMarked;
