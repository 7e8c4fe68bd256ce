/// What the operator measures of itself: its reconcilers, and the services in its care.
@NullMarked
package dev.serval.platform.operator.meter;

import org.jspecify.annotations.NullMarked;
