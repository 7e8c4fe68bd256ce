/// Tests of reading and writing resources.
@NullMarked
package dev.serval.platform.api.yaml;

import org.jspecify.annotations.NullMarked;
