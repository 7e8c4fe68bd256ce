/// A program of its own that starts this one and calls it, so that Java can take down what a
/// predictor loads and write it into an AOT cache. Run by the script `prepare` beside the packaged
/// program; knows the protocols as a client does, and nothing of the predictor's code.
@NullMarked
package dev.serval.predictor.preparation;

import org.jspecify.annotations.NullMarked;
