/// What all *lanes* have in common, on which calls are answered from what a connection's decoder
/// makes of its bytes, before Vert.x and Quarkus see requests: whether there may be any, how many
/// calls they have, which are waited for at the end, and how a call comes to its end. Knows nothing
/// of what lanes are made of.
@NullMarked
package dev.serval.server.lane;

import org.jspecify.annotations.NullMarked;
