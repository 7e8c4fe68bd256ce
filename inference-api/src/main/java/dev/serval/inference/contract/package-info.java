/// What the platform and the runtimes must agree on and nothing else: argument and environment
/// names, ports and mount paths.
@NullMarked
package dev.serval.inference.contract;

import org.jspecify.annotations.NullMarked;
