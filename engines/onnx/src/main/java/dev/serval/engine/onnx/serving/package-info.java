/// ONNX models behind the engine SPI: which file of a directory is the model, what its
/// configuration may say, what its signature is in the Open Inference Protocol's terms, and how an
/// infer request becomes a run and its outputs an answer. Knows nothing of how ONNX Runtime is
/// called.
@NullMarked
package dev.serval.engine.onnx.serving;

import org.jspecify.annotations.NullMarked;
