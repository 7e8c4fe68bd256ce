/// The program: the pipeline that the configuration names, and its place among the beans of
/// inference-server, which serves it before a predictor elsewhere.
@NullMarked
package dev.serval.transformer.startup;

import org.jspecify.annotations.NullMarked;
