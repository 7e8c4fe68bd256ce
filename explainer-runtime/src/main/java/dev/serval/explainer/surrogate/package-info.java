/// Explanations by a simpler model that answers as the explained one does near a row: LIME
/// (Ribeiro, Singh and Guestrin 2016). Knows no model's insides.
@NullMarked
package dev.serval.explainer.surrogate;

import org.jspecify.annotations.NullMarked;
