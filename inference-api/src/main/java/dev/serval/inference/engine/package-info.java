/// The service-provider interface between Serval and the libraries that run models: an {@link
/// dev.serval.inference.engine.Engine} turns a directory into a {@link
/// dev.serval.inference.engine.Model}. Knows nothing of how models are named, versioned or served.
@NullMarked
package dev.serval.inference.engine;

import org.jspecify.annotations.NullMarked;
