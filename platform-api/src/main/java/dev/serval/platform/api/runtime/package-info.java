/// The runtimes that a cluster offers: which model formats they serve and the pod that serves them.
/// Values only: which one serves a model is chosen by the planner.
@NullMarked
package dev.serval.platform.api.runtime;

import org.jspecify.annotations.NullMarked;
