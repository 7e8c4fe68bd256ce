/// The health of this process as SmallRye Health and gRPC's health service report it.
@NullMarked
package dev.serval.server.health;

import org.jspecify.annotations.NullMarked;
