/// The one public port: takes calls over HTTP/1.1, HTTP/2 and gRPC, finds each a place at a replica
/// and passes bytes both ways as they come. A call stays on the event loop that accepted it. Knows
/// routes and places, and nothing of processes, plans or scaling.
@NullMarked
package dev.serval.platform.local.gateway;

import org.jspecify.annotations.NullMarked;
