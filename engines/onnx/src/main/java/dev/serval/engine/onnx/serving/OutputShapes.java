package dev.serval.engine.onnx.serving;

import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.util.ArrayList;
import java.util.List;

/// The shapes that a run's outputs had for the shapes of its inputs. The next run with the same
/// inputs' shapes is given memory for its outputs beforehand, into which ONNX Runtime computes them
/// instead of into its own, from which they would have to be copied.
///
/// @param plan what was fetched
/// @param names of the inputs, in the order in which they came
/// @param inputs their shapes
/// @param outputs the shapes of the plan's tensors
record OutputShapes(OutputPlan plan, List<String> names, List<Shape> inputs, List<Shape> outputs) {
    OutputShapes {
        names = List.copyOf(names);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    static OutputShapes of(OutputPlan plan, InferRequest request, List<Tensor> outputs) {
        return new OutputShapes(
                plan,
                request.inputs().stream().map(InferInput::name).toList(),
                request.inputs().stream().map(input -> input.tensor().shape()).toList(),
                outputs.stream().map(Tensor::shape).toList());
    }

    /// Whether they tell what a run will answer.
    boolean foretell(OutputPlan wanted, InferRequest request) {
        if (wanted != plan || request.inputs().size() != names.size()) {
            return false;
        }
        for (int i = 0; i < names.size(); i++) {
            Tensor tensor = request.inputs().get(i).tensor();
            if (!tensor.name().equals(names.get(i)) || !tensor.shape().equals(inputs.get(i))) {
                return false;
            }
        }
        return true;
    }

    /// Tensors for the outputs, owned by the caller and still to be filled.
    List<Tensor> allocate(TensorAllocator allocator) {
        List<Tensor> tensors = new ArrayList<>(outputs.size());
        try {
            for (int i = 0; i < outputs.size(); i++) {
                OutputTensor tensor = plan.tensors().get(i);
                tensors.add(
                        Tensor.allocate(
                                tensor.name(),
                                tensor.spec().dataType(),
                                outputs.get(i),
                                allocator));
            }
            return tensors;
        } catch (Throwable failure) {
            tensors.forEach(Tensor::close);
            throw failure;
        }
    }
}
