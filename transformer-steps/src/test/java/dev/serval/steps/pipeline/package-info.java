/// Pipelines as files, and what they do to tensors.
@NullMarked
package dev.serval.steps.pipeline;

import org.jspecify.annotations.NullMarked;
