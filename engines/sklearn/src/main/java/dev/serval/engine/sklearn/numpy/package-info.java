/// NumPy's arrays and numbers out of pickles and `.npy` files: what a data type is, and the
/// elements of an array in row-major order, whatever order and byte order they were written in.
/// Knows nothing of estimators.
@NullMarked
package dev.serval.engine.sklearn.numpy;

import org.jspecify.annotations.NullMarked;
