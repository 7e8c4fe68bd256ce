/// JMH benchmarks of what turns bytes into tensors and back. Knows no server.
@NullMarked
package dev.serval.benchmark.codec;

import org.jspecify.annotations.NullMarked;
