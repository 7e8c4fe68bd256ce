package dev.serval.inference.model;

import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;

/// An input or output that a model declares.
///
/// @param shape with [Shape#DYNAMIC] where the model leaves a dimension open
/// @param optional whether an input may be left out of a request
public record TensorSpec(String name, DataType dataType, Shape shape, boolean optional) {
    /// A required input, or an output.
    public TensorSpec(String name, DataType dataType, Shape shape) {
        this(name, dataType, shape, false);
    }
}
