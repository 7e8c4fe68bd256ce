/// Whether calls may be answered on *lanes*: from what a connection's decoder makes of its bytes,
/// before Vert.x and Quarkus see requests. Counts the calls of all lanes, so that they are waited
/// for at the end. Knows nothing of what lanes are made of.
@NullMarked
package dev.serval.server.lane;

import org.jspecify.annotations.NullMarked;
