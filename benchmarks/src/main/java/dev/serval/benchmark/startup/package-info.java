/// How long a packaged program takes from `exec` to its first answer, and what it weighs then.
/// Knows of the program no more than how it is started and what it answers; needs nothing but the
/// JDK, so that `benchmarks/startup` can run it from its source.
@NullMarked
package dev.serval.benchmark.startup;

import org.jspecify.annotations.NullMarked;
