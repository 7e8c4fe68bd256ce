/// TorchScript files: archives of code and weights, and what their `forward` takes and gives by its
/// own signature. Reads text and runs none of it; knows no library.
@NullMarked
package dev.serval.engine.pytorch.script;

import org.jspecify.annotations.NullMarked;
