/// The order of routes on the one port, and what has to hold on it for all protocols to share it.
@NullMarked
package dev.serval.server.routing;

import org.jspecify.annotations.NullMarked;
