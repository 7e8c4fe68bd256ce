/// LightGBM's C API (`LightGBM/c_api.h`, version 4.3) through {@link java.lang.foreign}: loading a
/// booster, what it says about itself, and prediction on a dense matrix where it lies. Knows
/// nothing of requests and models' directories.
@NullMarked
package dev.serval.engine.lightgbm.booster;

import org.jspecify.annotations.NullMarked;
