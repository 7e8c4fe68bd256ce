package dev.serval.inference.request;

import dev.serval.inference.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tensors for a model and what the caller said about them. It owns its tensors: closing it closes
/// them.
///
/// @param id what the caller called the request, to be echoed; `null` if it did not
/// @param outputs the outputs asked for; all of them if empty
public record InferRequest(
        @Nullable String id,
        Parameters parameters,
        List<InferInput> inputs,
        List<RequestedOutput> outputs)
        implements AutoCloseable {

    public InferRequest {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /// A request that only has tensors.
    public static InferRequest of(List<Tensor> tensors) {
        return new InferRequest(
                null, Parameters.none(), tensors.stream().map(InferInput::new).toList(), List.of());
    }

    public Optional<Tensor> findInput(String name) {
        for (InferInput input : inputs) {
            if (input.name().equals(name)) {
                return Optional.of(input.tensor());
            }
        }
        return Optional.empty();
    }

    /// The bytes of all inputs' elements.
    public long dataBytes() {
        long bytes = 0;
        for (InferInput input : inputs) {
            bytes += input.tensor().data().byteSize();
        }
        return bytes;
    }

    /// The same request under that id; it owns the same tensors.
    public InferRequest withId(String id) {
        return new InferRequest(id, parameters, inputs, outputs);
    }

    /// The same request with those parameters in place of its own; it owns the same tensors.
    public InferRequest with(Parameters parameters) {
        return new InferRequest(id, parameters, inputs, outputs);
    }

    /// Whether the caller wants that output.
    public boolean wants(String output) {
        return outputs.isEmpty()
                || outputs.stream().anyMatch(requested -> requested.name().equals(output));
    }

    /// Closes the last input first, as [InferResponse#close] does its outputs.
    @Override
    public void close() {
        for (InferInput input : inputs.reversed()) {
            input.tensor().close();
        }
    }
}
