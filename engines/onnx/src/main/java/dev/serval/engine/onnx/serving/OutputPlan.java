package dev.serval.engine.onnx.serving;

import dev.serval.engine.onnx.ort.OrtRun;
import dev.serval.engine.onnx.ort.OrtValue;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.util.ArrayList;
import java.util.List;

/// Which of the model's outputs a run fetches, and which tensors are made of them.
///
/// @param tensors in the order of the answer
/// @param sources the outputs to fetch, each once
record OutputPlan(List<OutputTensor> tensors, List<String> sources) {
    OutputPlan {
        tensors = List.copyOf(tensors);
        sources = List.copyOf(sources);
    }

    static OutputPlan of(List<OutputTensor> tensors) {
        return new OutputPlan(
                tensors, tensors.stream().map(OutputTensor::source).distinct().toList());
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
