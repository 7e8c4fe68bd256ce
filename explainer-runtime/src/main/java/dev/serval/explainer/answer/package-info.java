/// Explanations as JSON, the same over every protocol. Knows nothing of how they were asked for.
@NullMarked
package dev.serval.explainer.answer;

import org.jspecify.annotations.NullMarked;
