/// The image steps, held against Pillow.
@NullMarked
package dev.serval.transformer.image;

import org.jspecify.annotations.NullMarked;
