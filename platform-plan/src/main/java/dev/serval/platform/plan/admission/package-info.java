/// What is filled in and what is refused before an InferenceService is planned: the same behind the
/// webhooks, on the command line and on a laptop. Does not know the runtimes there are.
@NullMarked
package dev.serval.platform.plan.admission;

import org.jspecify.annotations.NullMarked;
