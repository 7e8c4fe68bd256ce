/// The models that are measured: small ones kept as files, larger ones built as ONNX graphs with
/// made-up weights, since a graph costs the same whatever its weights are. Knows nothing of
/// servers.
@NullMarked
package dev.serval.benchmark.model;

import org.jspecify.annotations.NullMarked;
