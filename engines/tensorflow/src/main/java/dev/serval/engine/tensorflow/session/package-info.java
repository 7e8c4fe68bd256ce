/// TensorFlow's C API (`tensorflow/c/c_api.h`, version 2.18) through {@link java.lang.foreign}:
/// loading a SavedModel, its signatures, and running it. Knows nothing of requests.
@NullMarked
package dev.serval.engine.tensorflow.session;

import org.jspecify.annotations.NullMarked;
