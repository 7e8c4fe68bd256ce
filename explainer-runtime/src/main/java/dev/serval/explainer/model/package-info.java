/// The model that is explained, as explanation methods see it: a function from rows of numbers to
/// rows of numbers that may be asked only so often and so long. Knows nothing of how rows reach a
/// predictor.
@NullMarked
package dev.serval.explainer.model;

import org.jspecify.annotations.NullMarked;
