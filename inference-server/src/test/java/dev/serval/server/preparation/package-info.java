/// Tests of how a program is rehearsed.
@NullMarked
package dev.serval.server.preparation;

import org.jspecify.annotations.NullMarked;
