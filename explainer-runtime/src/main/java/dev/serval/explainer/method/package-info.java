/// What every explanation method is: a name, declared parameters, and a task that becomes an
/// explanation with what is known of its quality. Knows no method in particular, and nothing of
/// wires.
@NullMarked
package dev.serval.explainer.method;

import org.jspecify.annotations.NullMarked;
