package dev.serval.engine.tensorflow.session;

import java.util.List;
import java.util.stream.Stream;

/// One of the functions that a SavedModel offers.
///
/// @param inputs by name
/// @param outputs by name
public record GraphSignature(String name, List<Endpoint> inputs, List<Endpoint> outputs) {
    public GraphSignature {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /// Inputs, then outputs.
    List<Endpoint> endpoints() {
        return Stream.concat(inputs.stream(), outputs.stream()).toList();
    }
}
