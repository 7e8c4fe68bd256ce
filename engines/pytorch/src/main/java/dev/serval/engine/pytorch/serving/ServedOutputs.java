package dev.serval.engine.pytorch.serving;

import dev.serval.engine.pytorch.script.ForwardSignature;
import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A module's outputs. Those that are declared have the declared names, and are held to their types
/// and shapes. Those that are not are called `output-0` and so on, or by their keys in a
/// dictionary.
///
/// @param declared what the model's configuration says; empty if it says nothing
/// @param specs what metadata tells; empty if nobody says which outputs there are
record ServedOutputs(List<TensorSpec> declared, List<TensorSpec> specs) {
    private static final String UNNAMED = "output-";

    ServedOutputs {
        declared = List.copyOf(declared);
        specs = List.copyOf(specs);
    }

    static ServedOutputs of(ForwardSignature forward, List<TensorSpec> declared) {
        return new ServedOutputs(declared, declared.isEmpty() ? told(forward) : declared);
    }

    /// Those that the code gives one by one, whose types it does not tell.
    private static List<TensorSpec> told(ForwardSignature forward) {
        List<TensorSpec> specs = new ArrayList<>();
        for (String written : forward.results()) {
            if (!written.equals("Tensor")) {
                return List.of();
            }
            specs.add(new TensorSpec(UNNAMED + specs.size(), DataType.FP32, Shape.any()));
        }
        return specs;
    }

    /// What a tensor that the module gives is called.
    String name(int index, String key) {
        if (!key.isEmpty()) {
            return key;
        }
        for (int i = 0; i < declared.size(); i++) {
            if (TensorPlace.of(declared.get(i), i) == index) {
                return declared.get(i).name();
            }
        }
        return UNNAMED + index;
    }

    /// Goes on only if the tensor is as it is declared.
    void requireAsDeclared(Tensor tensor) {
        Optional<TensorSpec> spec =
                declared.stream().filter(s -> s.name().equals(tensor.name())).findFirst();
        if (spec.isPresent()
                && (spec.get().dataType() != tensor.dataType()
                        || !spec.get().shape().accepts(tensor.shape()))) {
            throw new EngineFailure(
                    "output '%s' is %s%s, declared as %s%s"
                            .formatted(
                                    tensor.name(),
                                    tensor.dataType(),
                                    tensor.shape(),
                                    spec.get().dataType(),
                                    spec.get().shape()),
                    null);
        }
    }
}
