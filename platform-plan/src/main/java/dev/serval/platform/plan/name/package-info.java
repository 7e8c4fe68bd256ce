/// The names that Kubernetes objects, labels, annotations and containers have, each built in this
/// one place and as KServe builds them. Knows nothing of what the objects hold.
@NullMarked
package dev.serval.platform.plan.name;

import org.jspecify.annotations.NullMarked;
