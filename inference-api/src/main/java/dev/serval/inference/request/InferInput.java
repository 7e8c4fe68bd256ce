package dev.serval.inference.request;

import dev.serval.inference.tensor.Tensor;

/// A tensor of a request with the parameters that came with it.
public record InferInput(Tensor tensor, Parameters parameters) {
    public InferInput(Tensor tensor) {
        this(tensor, Parameters.none());
    }

    public String name() {
        return tensor.name();
    }
}
