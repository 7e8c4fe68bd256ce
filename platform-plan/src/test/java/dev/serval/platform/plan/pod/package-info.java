/// What pods get before they are created.
@NullMarked
package dev.serval.platform.plan.pod;

import org.jspecify.annotations.NullMarked;
