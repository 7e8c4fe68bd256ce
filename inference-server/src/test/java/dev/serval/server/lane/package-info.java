/// Tests of what counts the calls on lanes.
@NullMarked
package dev.serval.server.lane;

import org.jspecify.annotations.NullMarked;
