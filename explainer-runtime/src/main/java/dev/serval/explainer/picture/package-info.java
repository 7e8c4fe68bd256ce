/// Explanations as SVG pictures that can be read on light and on dark ground. Knows nothing of how
/// they were made or asked for.
@NullMarked
package dev.serval.explainer.picture;

import org.jspecify.annotations.NullMarked;
