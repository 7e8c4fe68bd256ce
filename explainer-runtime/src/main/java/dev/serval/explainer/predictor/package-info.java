/// The predictor as a function from rows to rows: rows become tensors, go to it in large batches a
/// few at a time, and come back as numbers. Knows nothing of methods.
@NullMarked
package dev.serval.explainer.predictor;

import org.jspecify.annotations.NullMarked;
