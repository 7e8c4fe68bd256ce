/// The methods that there are, by name. Knows every method, and nothing of how they are asked for.
@NullMarked
package dev.serval.explainer.catalog;

import org.jspecify.annotations.NullMarked;
