package dev.serval.inference.request;

import dev.serval.inference.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// What a model answers: its outputs, in the order asked for or else the model's. It owns its
/// tensors: closing it closes them.
public record InferResponse(Parameters parameters, List<Tensor> outputs) implements AutoCloseable {
    public InferResponse {
        outputs = List.copyOf(outputs);
    }

    public static InferResponse of(Tensor... outputs) {
        return new InferResponse(Parameters.none(), List.of(outputs));
    }

    public Optional<Tensor> findOutput(String name) {
        for (Tensor output : outputs) {
            if (output.name().equals(name)) {
                return Optional.of(output);
            }
        }
        return Optional.empty();
    }

    /// Closes the last output first: memory that is pooled comes again in the order in which it was
    /// taken, so that the same output has the same place in the next call.
    @Override
    public void close() {
        for (Tensor output : outputs.reversed()) {
            output.close();
        }
    }
}
