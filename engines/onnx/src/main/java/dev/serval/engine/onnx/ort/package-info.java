/// ONNX Runtime's C API through `java.lang.foreign`: the environment, sessions, runs, values and
/// types. Its Java API is passed by because it cannot say what Serval has to: its strings are
/// modified UTF-8 that ends at the first NUL, it has no UINT16, UINT32 or UINT64 inputs, and every
/// tensor is an object that is tracked and locked. Only the native library of its jar is used, and
/// only functions that the C API's ABI promise keeps where they are. Knows nothing of requests,
/// model directories or settings.
@NullMarked
package dev.serval.engine.onnx.ort;

import org.jspecify.annotations.NullMarked;
