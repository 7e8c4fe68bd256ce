/// What parts of an image, or of any other grid, matter: by covering them and looking how the
/// answer changes. Knows no model's insides.
@NullMarked
package dev.serval.explainer.occlusion;

import org.jspecify.annotations.NullMarked;
