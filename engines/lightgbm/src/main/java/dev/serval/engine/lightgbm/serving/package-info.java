/// LightGBM models behind the engine SPI: which file of a directory is the model, what its
/// configuration may say, its signature, and how a request becomes a prediction. Knows nothing of
/// how LightGBM is called.
@NullMarked
package dev.serval.engine.lightgbm.serving;

import org.jspecify.annotations.NullMarked;
