/// Anchors: rules that, where they hold, are enough for the model to answer as it does (Ribeiro,
/// Singh and Guestrin 2018). Knows no model's insides.
@NullMarked
package dev.serval.explainer.rules;

import org.jspecify.annotations.NullMarked;
