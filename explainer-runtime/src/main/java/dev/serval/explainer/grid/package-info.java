/// Rows as images or other grids of cells, and the segments that cells of one colour make. Knows no
/// method and no predictor.
@NullMarked
package dev.serval.explainer.grid;

import org.jspecify.annotations.NullMarked;
