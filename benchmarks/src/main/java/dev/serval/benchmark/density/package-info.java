/// What many small models in one process cost, as `benchmarks/density` measures it.
@NullMarked
package dev.serval.benchmark.density;

import org.jspecify.annotations.NullMarked;
