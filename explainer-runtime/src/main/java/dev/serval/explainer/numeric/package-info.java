/// Small pieces of linear algebra, statistics and combinatorics that several methods need. Knows
/// nothing of explanations.
@NullMarked
package dev.serval.explainer.numeric;

import org.jspecify.annotations.NullMarked;
