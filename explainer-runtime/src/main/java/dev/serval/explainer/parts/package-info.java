/// Instances as parts that can be left out one by one: the words of a text, the segments of an
/// image. Methods that work on parts know no more of an instance. Knows no method.
@NullMarked
package dev.serval.explainer.parts;

import org.jspecify.annotations.NullMarked;
