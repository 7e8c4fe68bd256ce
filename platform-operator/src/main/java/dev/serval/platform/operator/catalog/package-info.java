/// What the cluster offers for planning: runtimes, storage containers and settings, out of caches
/// that follow the cluster. A change of any of them plans the services anew that it may concern.
@NullMarked
package dev.serval.platform.operator.catalog;

import org.jspecify.annotations.NullMarked;
