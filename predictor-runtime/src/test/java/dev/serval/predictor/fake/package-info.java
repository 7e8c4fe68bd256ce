/// An engine whose models are text files, so that tests say what happens when.
@NullMarked
package dev.serval.predictor.fake;

import org.jspecify.annotations.NullMarked;
