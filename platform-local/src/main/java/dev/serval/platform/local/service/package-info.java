/// The services of a laptop: from what was applied, by its plan, to revisions that run, routes to
/// them and a status that tells of both. Knows neither the gateway nor who asks.
@NullMarked
package dev.serval.platform.local.service;

import org.jspecify.annotations.NullMarked;
