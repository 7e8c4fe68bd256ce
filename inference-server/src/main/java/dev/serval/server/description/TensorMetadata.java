package dev.serval.server.description;

import dev.serval.inference.model.TensorSpec;
import java.util.Arrays;
import java.util.List;

/// An input or output as V2 metadata writes it; -1 stands for an open dimension.
public record TensorMetadata(String name, String datatype, List<Long> shape) {
    static TensorMetadata of(TensorSpec spec) {
        return new TensorMetadata(
                spec.name(),
                spec.dataType().name(),
                Arrays.stream(spec.shape().toArray()).boxed().toList());
    }
}
