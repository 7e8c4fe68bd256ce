package dev.serval.predictor.batching;

import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.inference.tensor.TensorRows;
import java.util.ArrayList;
import java.util.List;

/// Makes one request of several that are alike.
final class RequestStack {
    private RequestStack() {}

    /// A request with the rows of all, in their order, in memory of its own.
    static InferRequest of(List<Waiting> members, TensorAllocator allocator) {
        InferRequest first = members.getFirst().request();
        List<InferInput> inputs = new ArrayList<>(first.inputs().size());
        try {
            for (int i = 0; i < first.inputs().size(); i++) {
                List<Tensor> parts = new ArrayList<>(members.size());
                for (Waiting member : members) {
                    parts.add(member.request().inputs().get(i).tensor());
                }
                inputs.add(
                        new InferInput(
                                TensorRows.stack(parts, allocator),
                                first.inputs().get(i).parameters()));
            }
            return new InferRequest(null, first.parameters(), inputs, first.outputs());
        } catch (Throwable failure) {
            inputs.forEach(input -> input.tensor().close());
            throw failure;
        }
    }
}
