/// Batch inference by events: what is posted to `/` is a CloudEvent around the body of a V1 or V2
/// predict call, and is answered by one. Funqy takes the events apart and puts them together; here
/// they become calls of the one pipeline. Knows nothing of how models are loaded.
@NullMarked
package dev.serval.predictor.events;

import org.jspecify.annotations.NullMarked;
