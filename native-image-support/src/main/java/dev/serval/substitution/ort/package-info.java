/// How a native image calls ONNX Runtime: through GraalVM's own C interface, which needs neither
/// its support of foreign functions nor arenas that threads share. Replaces classes of
/// `dev.serval.engine.onnx.ort` when the image is built.
@NullMarked
package dev.serval.substitution.ort;

import org.jspecify.annotations.NullMarked;
