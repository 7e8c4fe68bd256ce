package dev.serval.server.upstream;

import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Tensor;
import dev.serval.server.body.BodyCollector;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The memory of an answer's body, which its tensors are views of: given back with the last one.
final class AnswerMemory {
    private final BodyCollector body;
    private final AtomicInteger tensors;

    private AnswerMemory(BodyCollector body, int tensors) {
        this.body = body;
        this.tensors = new AtomicInteger(tensors);
    }

    /// The same answer, which owns the body from now on.
    static InferResponse owned(InferResponse response, BodyCollector body) {
        if (response.outputs().isEmpty()) {
            body.close();
            return response;
        }
        AnswerMemory memory = new AnswerMemory(body, response.outputs().size());
        List<Tensor> outputs = response.outputs().stream().map(memory::over).toList();
        return new InferResponse(response.parameters(), outputs);
    }

    private Tensor over(Tensor view) {
        Tensor.Release release = () -> release(view);
        return view.dataType() == DataType.BYTES
                ? Tensor.overBytes(view.name(), view.shape(), view.data(), view.offsets(), release)
                : Tensor.over(view.name(), view.dataType(), view.shape(), view.data(), release);
    }

    private void release(Tensor view) {
        view.close();
        if (tensors.decrementAndGet() == 0) {
            body.close();
        }
    }
}
