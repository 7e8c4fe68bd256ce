/// Makes an InferenceService true: plan, apply, observe, report, and nothing else. What is planned
/// and what is reported is decided by pure code elsewhere.
@NullMarked
package dev.serval.platform.operator.service;

import org.jspecify.annotations.NullMarked;
