package dev.serval.engine.onnx.serving;

import dev.serval.engine.onnx.ort.OrtValue;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;

/// A tensor that a model answers with, and which of the model's outputs it is made of.
sealed interface OutputTensor {
    TensorSpec spec();

    /// The name of the model's output.
    String source();

    /// The tensor, owned by the caller.
    ///
    /// @param value the model's output
    Tensor read(OrtValue value, TensorAllocator allocator);

    default String name() {
        return spec().name();
    }

    /// An output that is a tensor.
    record Plain(TensorSpec spec) implements OutputTensor {
        @Override
        public String source() {
            return spec.name();
        }

        @Override
        public Tensor read(OrtValue value, TensorAllocator allocator) {
            return value.toTensor(name(), allocator);
        }
    }

    /// The numbers of an output that is a sequence of maps.
    record MapNumbers(String source, TensorSpec spec) implements OutputTensor {
        @Override
        public Tensor read(OrtValue value, TensorAllocator allocator) {
            return RowStack.of(value.size(), row -> value.valuesOf(row, name(), allocator))
                    .stack(spec, allocator);
        }
    }

    /// The keys of an output that is a sequence of maps.
    record MapClasses(String source, TensorSpec spec) implements OutputTensor {
        @Override
        public Tensor read(OrtValue value, TensorAllocator allocator) {
            return RowStack.of(value.size(), row -> value.keysOf(row, name(), allocator))
                    .stack(spec, allocator);
        }
    }
}
