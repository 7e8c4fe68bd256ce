/// Steps for pictures: JPEG and PNG made tensors of pixels, as Pillow makes them, and pixels made
/// the numbers that a model was trained on. Pictures are refused by their declared size before they
/// are decoded.
@NullMarked
package dev.serval.steps.image;

import org.jspecify.annotations.NullMarked;
