/// PyTorch's library by way of DJL's bindings: loading a module, and running it on tensors of ours.
/// DJL is told where the library lies and to fetch nothing. Knows nothing of requests.
@NullMarked
package dev.serval.engine.pytorch.torch;

import org.jspecify.annotations.NullMarked;
