/// Attacks: instances near the given one that the model answers wrongly, which tell how little it
/// takes to mislead it. Knows no model's insides.
@NullMarked
package dev.serval.explainer.attack;

import org.jspecify.annotations.NullMarked;
