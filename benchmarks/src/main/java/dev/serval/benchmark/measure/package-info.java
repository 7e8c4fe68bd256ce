/// Servers as processes, and what they cost: processor time of a process with its children, memory,
/// and what its heap allocated, read from outside so that measuring costs the server nothing. Knows
/// nothing of what the servers serve.
@NullMarked
package dev.serval.benchmark.measure;

import org.jspecify.annotations.NullMarked;
