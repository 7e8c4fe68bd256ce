/// Where a component's model comes from. Knows what a storage URI may look like; fetches nothing.
@NullMarked
package dev.serval.platform.plan.storage;

import org.jspecify.annotations.NullMarked;
