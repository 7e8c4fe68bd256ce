/// What is reported of a service: a function of its plan, of what is observed and of what was
/// reported before. Watches nothing itself and has no clock.
@NullMarked
package dev.serval.platform.plan.status;

import org.jspecify.annotations.NullMarked;
