/// The engines of this process, built in or plugged in, and the choice among them for a directory.
/// A plugin is a folder of jars with a class loader of its own that sees the engine SPI and the
/// JDK, so that libraries never clash. Knows the SPI and no engine in particular, but for the names
/// of those that models ask for most, to say which one is lacking.
@NullMarked
package dev.serval.predictor.engine;

import org.jspecify.annotations.NullMarked;
