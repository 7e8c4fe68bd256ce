package dev.serval.predictor.batching;

import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorRows;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The answer of a merged run, cut into the answers of its requests. These are views of its memory,
/// which is given back when the last of them is closed.
final class SharedResponse {
    private final InferResponse whole;
    private final AtomicInteger views;

    /// @param parts how many answers it will be cut into; at least 1
    SharedResponse(InferResponse whole, int parts) {
        this.whole = whole;
        this.views = new AtomicInteger(parts * whole.outputs().size());
        if (whole.outputs().isEmpty()) {
            whole.close();
        }
    }

    /// Why the response cannot be cut into that many rows; empty if it can.
    static String obstacle(InferResponse response, long rows) {
        for (Tensor output : response.outputs()) {
            if (output.shape().rank() == 0 || output.shape().dimension(0) != rows) {
                return "output '%s' of a run of %d rows has shape %s, expected %d rows"
                        .formatted(output.name(), rows, output.shape(), rows);
            }
        }
        return "";
    }

    /// Some of the rows, as an answer of their own.
    InferResponse rows(long first, long count) {
        List<Tensor> outputs = new ArrayList<>(whole.outputs().size());
        for (Tensor output : whole.outputs()) {
            outputs.add(TensorRows.slice(output, first, count, this::release));
        }
        return new InferResponse(whole.parameters(), outputs);
    }

    private void release() {
        if (views.decrementAndGet() == 0) {
            whole.close();
        }
    }
}
