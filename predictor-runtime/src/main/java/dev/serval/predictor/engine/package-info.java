/// The engines of this process and the choice among them for a directory. Knows the engine SPI and
/// no engine in particular.
@NullMarked
package dev.serval.predictor.engine;

import org.jspecify.annotations.NullMarked;
