/// The program in front of a predictor of the tests' own.
@NullMarked
package dev.serval.transformer.startup;

import org.jspecify.annotations.NullMarked;
