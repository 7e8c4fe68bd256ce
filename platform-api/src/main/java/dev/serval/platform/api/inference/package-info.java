/// The `InferenceService` that a user writes, field by field as KServe's v1beta1 has it. Holds
/// values only: what they mean, what is refused and what is filled in is the planner's business.
@NullMarked
package dev.serval.platform.api.inference;

import org.jspecify.annotations.NullMarked;
