/// The explainer as a runtime: its configuration, the model that it stands before, and the calls
/// that ask it to explain. Knows of methods no more than their names.
@NullMarked
package dev.serval.explainer.serving;

import org.jspecify.annotations.NullMarked;
