/// What is filled in and what is refused before an InferenceService is planned: the same behind the
/// webhooks, on the command line and on a laptop. Also what is refused of runtimes, graphs and
/// trained models. An InferenceService is checked without knowing the runtimes there are.
@NullMarked
package dev.serval.platform.plan.admission;

import org.jspecify.annotations.NullMarked;
