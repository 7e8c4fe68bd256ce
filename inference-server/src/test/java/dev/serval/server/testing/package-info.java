/// Models whose behaviour a test decides.
@NullMarked
package dev.serval.server.testing;

import org.jspecify.annotations.NullMarked;
