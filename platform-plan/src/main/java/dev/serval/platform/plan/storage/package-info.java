/// Where a component's model comes from, and what it is fetched with. Knows what a storage URI may
/// look like and how KServe keeps credentials; fetches nothing.
@NullMarked
package dev.serval.platform.plan.storage;

import org.jspecify.annotations.NullMarked;
