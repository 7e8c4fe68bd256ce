/// How far each service is on its way to answering, as whoever started it watches it. Draws, and
/// knows neither processes nor how a service got there.
@NullMarked
package dev.serval.platform.local.progress;

import org.jspecify.annotations.NullMarked;
