/// Tensors and where their memory comes from: data types, shapes with overflow-safe sizes, off-heap
/// tensors with one owner, and the pool that lends the memory. Knows nothing of requests, models or
/// wires.
@NullMarked
package dev.serval.inference.tensor;

import org.jspecify.annotations.NullMarked;
