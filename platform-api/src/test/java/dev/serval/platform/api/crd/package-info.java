/// Generates the CRDs from the Java types and holds the files of the repository against them.
@NullMarked
package dev.serval.platform.api.crd;

import org.jspecify.annotations.NullMarked;
