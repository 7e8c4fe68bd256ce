/// Steps for what a predictor answers: scores made probabilities, classes and their labels. Each
/// works along the last dimension of its tensor.
@NullMarked
package dev.serval.steps.scoring;

import org.jspecify.annotations.NullMarked;
