/// A program of its own that rehearses this one for its AOT cache; run by the script `prepare`
/// beside the packaged program.
@NullMarked
package dev.serval.transformer.preparation;

import org.jspecify.annotations.NullMarked;
