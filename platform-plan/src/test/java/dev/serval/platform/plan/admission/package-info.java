/// What is refused of the kinds beside InferenceServices; those are held by golden files.
@NullMarked
package dev.serval.platform.plan.admission;

import org.jspecify.annotations.NullMarked;
