/// Pipelines as files, and what they do to tensors.
@NullMarked
package dev.serval.transformer.pipeline;

import org.jspecify.annotations.NullMarked;
