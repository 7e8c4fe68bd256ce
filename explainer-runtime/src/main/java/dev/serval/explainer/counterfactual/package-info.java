/// Counterfactuals: rows near the explained one that the model answers otherwise, within what may
/// be changed. By growing spheres (Laugel et al. 2018) or a genetic search (as in DiCE, Mothilal,
/// Sharma and Tan 2020). Knows no model's insides.
@NullMarked
package dev.serval.explainer.counterfactual;

import org.jspecify.annotations.NullMarked;
