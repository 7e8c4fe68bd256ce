/// Shapley values by asking the model: what each feature adds to an answer, if all orders in which
/// features become known are alike (Shapley 1953; Strumbelj and Kononenko 2014; Lundberg and Lee
/// 2017). Knows no model's insides.
@NullMarked
package dev.serval.explainer.shapley;

import org.jspecify.annotations.NullMarked;
