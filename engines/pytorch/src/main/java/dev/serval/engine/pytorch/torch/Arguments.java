package dev.serval.engine.pytorch.torch;

import dev.serval.inference.tensor.Tensor;
import java.util.List;
import java.util.Map;

/// What a module is called with.
public sealed interface Arguments {
    /// Each tensor is an argument of its own.
    record Separate(List<Tensor> tensors) implements Arguments {
        public Separate {
            tensors = List.copyOf(tensors);
        }
    }

    /// The tensors are one argument, a list.
    record Listed(List<Tensor> tensors) implements Arguments {
        public Listed {
            tensors = List.copyOf(tensors);
        }
    }

    /// The tensors are one argument, a dictionary.
    record Named(Map<String, Tensor> tensors) implements Arguments {
        public Named {
            tensors = Map.copyOf(tensors);
        }
    }
}
