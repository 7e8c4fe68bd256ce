package dev.serval.engine.pmml.serving;

import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.Shape;

/// A field of the document, as an input or output `[rows]`.
///
/// @param place where its value stands in a record or a result
record Column(String name, FieldType type, int place) {
    /// As an input, which may be left out: its value is then missing.
    TensorSpec asInput() {
        return new TensorSpec(name, type.dataType(), Shape.of(Shape.DYNAMIC), true);
    }

    TensorSpec asOutput() {
        return new TensorSpec(name, type.dataType(), Shape.of(Shape.DYNAMIC));
    }
}
