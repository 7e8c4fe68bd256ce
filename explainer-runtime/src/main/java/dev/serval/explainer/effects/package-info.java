/// How a model's answers move with a feature over a whole data set, and how much they depend on it:
/// partial dependence, accumulated local effects and permutation importance. Knows no model's
/// insides, and needs no row to explain.
@NullMarked
package dev.serval.explainer.effects;

import org.jspecify.annotations.NullMarked;
