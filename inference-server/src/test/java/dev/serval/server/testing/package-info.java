/// Models whose behaviour a test decides, and how tests call the server that has them.
@NullMarked
package dev.serval.server.testing;

import org.jspecify.annotations.NullMarked;
