/// The same cases over every wire: whatever carries a tensor, the same tensor arrives.
@NullMarked
package dev.serval.server.contract;

import org.jspecify.annotations.NullMarked;
