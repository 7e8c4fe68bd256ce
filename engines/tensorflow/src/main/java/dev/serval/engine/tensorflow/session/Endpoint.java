package dev.serval.engine.tensorflow.session;

import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// An input or output of a signature.
///
/// @param name the caller's name for it
/// @param operation the operation of the graph that stands for it
/// @param index which of the operation's outputs
/// @param dataType `null` if the protocol has no such type
/// @param shape `null` if the file does not say how many dimensions there are
public record Endpoint(
        String name,
        String operation,
        int index,
        @Nullable DataType dataType,
        @Nullable Shape shape) {
    /// From a tensor's name in a graph: `serving_default_x:0`.
    static Endpoint of(
            String name, String tensor, @Nullable DataType dataType, @Nullable Shape shape) {
        int colon = tensor.lastIndexOf(':');
        return colon < 0
                ? new Endpoint(name, tensor, 0, dataType, shape)
                : new Endpoint(
                        name,
                        tensor.substring(0, colon),
                        Integer.parseInt(tensor, colon + 1, tensor.length(), 10),
                        dataType,
                        shape);
    }
}
