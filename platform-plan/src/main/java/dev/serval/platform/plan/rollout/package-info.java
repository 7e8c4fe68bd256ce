/// How traffic moves from one revision of a component to the next: KServe's arithmetic, as
/// functions of what was reported and what is observed. Does not know who routes.
@NullMarked
package dev.serval.platform.plan.rollout;

import org.jspecify.annotations.NullMarked;
