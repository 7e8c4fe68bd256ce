/// What the local platform can be asked for, by the command line and the management interface
/// alike. Knows neither of them.
@NullMarked
package dev.serval.platform.local.control;

import org.jspecify.annotations.NullMarked;
