/// From an InferenceService to what shall run: one plan, or one refusal with its reason. Knows no
/// client and no clock; what becomes of a plan is for the renderers.
@NullMarked
package dev.serval.platform.plan.service;

import org.jspecify.annotations.NullMarked;
