package dev.serval.server.description;

import java.util.List;

/// A model as V2 metadata writes it.
public record ModelMetadata(
        String name,
        List<String> versions,
        String platform,
        List<TensorMetadata> inputs,
        List<TensorMetadata> outputs) {}
