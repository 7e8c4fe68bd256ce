/// How one model is to be served, as its own directory says: Serval's `model.yaml` and Triton's
/// `config.pbtxt` are two ways to write the same settings. Knows nothing of repositories, of
/// versions that are there, or of loading.
@NullMarked
package dev.serval.predictor.configuration;

import org.jspecify.annotations.NullMarked;
