/// The command line: which images are made, of what, and where they are written. Prints what came
/// of it; knows neither how a program is laid out nor how an image is written.
@NullMarked
package dev.serval.image.command;

import org.jspecify.annotations.NullMarked;
