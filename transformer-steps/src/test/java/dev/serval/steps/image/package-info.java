/// The image steps, held against Pillow.
@NullMarked
package dev.serval.steps.image;

import org.jspecify.annotations.NullMarked;
