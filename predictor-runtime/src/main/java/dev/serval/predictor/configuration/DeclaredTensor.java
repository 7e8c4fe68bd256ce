package dev.serval.predictor.configuration;

import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;

/// An input or output as a configuration declares it.
///
/// @param shape with the batch dimension first, as -1, where rows may be merged
public record DeclaredTensor(String name, DataType dataType, Shape shape) {}
