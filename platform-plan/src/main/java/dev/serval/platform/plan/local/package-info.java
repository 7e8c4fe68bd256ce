/// What a laptop runs for a plan: Serval's own programs with their arguments, and for everything
/// else the reason why it needs Kubernetes. Starts nothing and looks at no file.
@NullMarked
package dev.serval.platform.plan.local;

import org.jspecify.annotations.NullMarked;
