/// Which runtime serves a model, and why that one. Knows the runtimes there are and KServe's order
/// among them; does not know what becomes of the one that is chosen.
@NullMarked
package dev.serval.platform.plan.runtime;

import org.jspecify.annotations.NullMarked;
