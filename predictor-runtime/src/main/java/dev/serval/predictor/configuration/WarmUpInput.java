package dev.serval.predictor.configuration;

import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;

/// An input of a warm-up call.
///
/// @param shape without open dimensions
public record WarmUpInput(String name, DataType dataType, Shape shape, Content content) {
    /// What its elements are.
    public sealed interface Content {
        /// Zeros, and texts without a character.
        record Zeros() implements Content {}

        /// Numbers by chance: 0 or 1 in integers, from 0 up to 1 in others.
        record Random() implements Content {}

        /// The raw form of the V2 protocol.
        ///
        /// @param name below the folder `warmup` of the model's directory
        record File(String name) implements Content {}
    }
}
