package dev.serval.engine.onnx.ort;

import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;

/// What a model says an input or output is.
public sealed interface ValueType {
    /// A tensor, or what ONNX calls `optional(tensor)`, which as an output may come empty. One of
    /// which the model does not tell the rank has one open dimension here.
    record TensorValue(DataType dataType, Shape shape) implements ValueType {}

    /// A sequence of maps, which is what ZipMap makes of probabilities: a map a row, from class to
    /// number.
    record MapSequence(DataType keys, DataType values) implements ValueType {}

    /// Anything that no tensor of the Open Inference Protocol can hold.
    ///
    /// @param description in ONNX's words, for a refusal
    record Unserved(String description) implements ValueType {}
}
