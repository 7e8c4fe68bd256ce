/// Shapley values of tree ensembles by walking their trees instead of asking the model (Lundberg et
/// al. 2018 and 2020), and the ensemble that they walk. Knows nothing of model files.
@NullMarked
package dev.serval.explainer.trees;

import org.jspecify.annotations.NullMarked;
