package dev.serval.protocol.v1;

import dev.serval.inference.request.InferRequest;

/// A V1 request and the form it came in. It owns the request's tensors: closing it closes them.
public record V1Request(InferRequest request, V1Format format) implements AutoCloseable {
    @Override
    public void close() {
        request.close();
    }
}
