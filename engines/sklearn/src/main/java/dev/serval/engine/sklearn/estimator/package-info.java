/// scikit-learn's fitted estimators, rebuilt from the attributes that their pickles hold and
/// evaluated over rows of doubles: one small class for each kind, and one list that says which
/// class names are read. Knows nothing of files, requests and tensors.
@NullMarked
package dev.serval.engine.sklearn.estimator;

import org.jspecify.annotations.NullMarked;
