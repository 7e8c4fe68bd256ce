/// What explains a model's answers: an {@link dev.serval.server.explainer.Explainer} bean beside
/// the model, called over every protocol as the model is. Knows nothing of how an explanation is
/// made, or of the wires.
@NullMarked
package dev.serval.server.explainer;

import org.jspecify.annotations.NullMarked;
