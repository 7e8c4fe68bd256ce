/// What a call costs an engine, next to its library's own call in the same process and to Python's.
/// Compiled by `benchmarks/engines/run` against the engines' folders, so it knows every library and
/// nothing that the engines keep to themselves.
@NullMarked
package dev.serval.benchmark.engine;

import org.jspecify.annotations.NullMarked;
