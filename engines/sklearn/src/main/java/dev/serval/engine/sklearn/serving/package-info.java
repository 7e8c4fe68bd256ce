/// scikit-learn models behind the engine SPI: which file of a directory is the model, its features
/// and answers as tensors, and which of its methods answers a request.
@NullMarked
package dev.serval.engine.sklearn.serving;

import org.jspecify.annotations.NullMarked;
