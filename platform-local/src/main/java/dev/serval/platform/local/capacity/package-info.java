/// How much a revision can take: places at its replicas, the calls that wait for one, and what the
/// autoscaler is told of both. Knows neither HTTP nor processes.
@NullMarked
package dev.serval.platform.local.capacity;

import org.jspecify.annotations.NullMarked;
