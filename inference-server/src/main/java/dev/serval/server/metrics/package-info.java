/// Metrics of inference calls: KServe's under their names and Serval's own. Knows nothing of wires
/// beyond their names.
@NullMarked
package dev.serval.server.metrics;

import org.jspecify.annotations.NullMarked;
