/// Child processes: starting one, keeping what it says, ending it. A child ends when this process
/// does, however that comes about. Does not know what the children are for.
@NullMarked
package dev.serval.platform.local.process;

import org.jspecify.annotations.NullMarked;
