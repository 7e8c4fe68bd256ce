package dev.serval.engine.onnx.serving;

import dev.serval.engine.onnx.ort.OrtRun;
import dev.serval.engine.onnx.ort.OrtValue;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Which of the model's outputs a run fetches, and which tensors are made of them.
///
/// @param tensors in the order of the answer
/// @param sources the outputs to fetch, each once
/// @param isForeseeable whether each tensor is an output as it is, of elements of fixed size and
///   computed by the model: such outputs can be computed into memory that the caller gives
record OutputPlan(List<OutputTensor> tensors, List<String> sources, boolean isForeseeable) {
    OutputPlan {
        tensors = List.copyOf(tensors);
        sources = List.copyOf(sources);
    }

    /// @param inputs the model's inputs; an output of the same name is none that is computed
    static OutputPlan of(List<OutputTensor> tensors, Set<String> inputs) {
        return new OutputPlan(
                tensors,
                tensors.stream().map(OutputTensor::source).distinct().toList(),
                !tensors.isEmpty()
                        && tensors.stream().allMatch(OutputPlan::hasFixedSize)
                        && tensors.stream().map(OutputTensor::source).noneMatch(inputs::contains));
    }

    private static boolean hasFixedSize(OutputTensor tensor) {
        return tensor instanceof OutputTensor.Plain && tensor.spec().dataType().hasFixedSize();
    }

    /// Whether these are the outputs that were asked for, in that order and each once.
    boolean answers(List<RequestedOutput> requested) {
        if (requested.size() != tensors.size()) {
            return false;
        }
        for (int i = 0; i < requested.size(); i++) {
            if (!requested.get(i).name().equals(tensors.get(i).name())) {
                return false;
            }
        }
        return true;
    }

    /// The tensors of a run that was executed, owned by the caller. An optional output that came
    /// empty is left out.
    List<Tensor> read(OrtRun run, TensorAllocator allocator) {
        List<Tensor> read = new ArrayList<>(tensors.size());
        try {
            for (OutputTensor tensor : tensors) {
                OrtValue value = run.output(sources.indexOf(tensor.source()));
                if (value.isPresent()) {
                    read.add(tensor.read(value, allocator));
                }
            }
            return read;
        } catch (Throwable failure) {
            read.forEach(Tensor::close);
            throw failure;
        }
    }
}
