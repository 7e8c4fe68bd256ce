/// Models made by the libraries that people train them with, and what those libraries predict: what
/// every engine's answers are compared with. Engines' tests take it from this module's test jar.
@NullMarked
package dev.serval.inference.genuine;

import org.jspecify.annotations.NullMarked;
