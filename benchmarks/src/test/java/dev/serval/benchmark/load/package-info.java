/// Tests of the load against a server of the JDK.
@NullMarked
package dev.serval.benchmark.load;

import org.jspecify.annotations.NullMarked;
