/// Transformers in the predictor's own process: which stands before a model, as a bean or as a file
/// that its settings name, held against the model when that is loaded. Knows nothing of the steps
/// that such a file may have; whatever reads it is found as a service.
@NullMarked
package dev.serval.predictor.collocation;

import org.jspecify.annotations.NullMarked;
