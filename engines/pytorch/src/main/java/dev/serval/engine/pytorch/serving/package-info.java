/// TorchScript modules as models of Serval: which file is one, alone or in TorchServe's archive,
/// what its inputs and outputs are called, and requests answered. Sees PyTorch only through its own
/// package.
@NullMarked
package dev.serval.engine.pytorch.serving;

import org.jspecify.annotations.NullMarked;
