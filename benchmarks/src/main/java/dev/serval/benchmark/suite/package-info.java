/// The end-to-end benchmark: which models are asked over which wires, in which order they are
/// measured, and how the figures are shown. Knows the servers only as processes with a port.
@NullMarked
package dev.serval.benchmark.suite;

import org.jspecify.annotations.NullMarked;
