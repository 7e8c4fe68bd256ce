/// TensorFlow SavedModels behind the engine SPI: which function of the model is served, its
/// signature in the protocol's terms, and how a request becomes a run. Knows nothing of how
/// TensorFlow is called.
@NullMarked
package dev.serval.engine.tensorflow.serving;

import org.jspecify.annotations.NullMarked;
