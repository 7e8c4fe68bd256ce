/// Explanations by the model's gradient, where somebody serves it: integrated gradients. Knows
/// nothing of how a gradient is computed.
@NullMarked
package dev.serval.explainer.gradient;

import org.jspecify.annotations.NullMarked;
