/// Runs the situations of `src/test/resources/golden`: what goes in, and what comes out of each.
@NullMarked
package dev.serval.platform.plan.golden;

import org.jspecify.annotations.NullMarked;
