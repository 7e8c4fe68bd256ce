/// Whether this process is well and wants requests, as its beans ask and as SmallRye Health and
/// gRPC's health service report it. Knows the models' catalog, and nothing of the wires.
@NullMarked
package dev.serval.server.health;

import org.jspecify.annotations.NullMarked;
