/// XGBoost's C API (`xgboost/c_api.h`, version 3.4) through {@link java.lang.foreign}: loading a
/// booster, what it says about itself, and prediction on a dense matrix where it lies. Knows
/// nothing of requests and models' directories.
@NullMarked
package dev.serval.engine.xgboost.booster;

import org.jspecify.annotations.NullMarked;
