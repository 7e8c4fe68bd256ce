/// Steps for tensors of any meaning: which there are, what they are called, how they are shaped and
/// typed. Also how steps read and write numbers of every type.
@NullMarked
package dev.serval.steps.tensor;

import org.jspecify.annotations.NullMarked;
