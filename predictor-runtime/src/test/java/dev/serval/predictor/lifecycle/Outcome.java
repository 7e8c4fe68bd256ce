package dev.serval.predictor.lifecycle;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.Deadline;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.server.catalog.InferCallback;
import dev.serval.server.catalog.ServedModel;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of one inference with one row; it insists on being told once.
final class Outcome implements InferCallback {
    private float answer = Float.NaN;
    private @Nullable InferenceException failure;
    private int told;

    /// Infers one row on the current thread.
    static Outcome of(ServedModel model, TensorAllocator allocator) {
        return of(model, new CallContext(Deadline.after(Duration.ofMinutes(1)), allocator));
    }

    static Outcome of(ServedModel model, CallContext call) {
        Outcome outcome = new Outcome();
        Tensor row = Tensor.ofFloats("x", Shape.of(1, 2), new float[] {1, 2}, call.allocator());
        try (InferRequest request = InferRequest.of(List.of(row))) {
            model.infer(request, call, outcome);
        }
        return outcome;
    }

    @Override
    public void answered(InferResponse response) {
        told++;
        try (response) {
            answer = response.outputs().getFirst().toFloats()[0];
        }
    }

    @Override
    public void failed(InferenceException reason) {
        told++;
        failure = reason;
    }

    /// What the model answered.
    float answer() {
        requireToldOnce();
        if (failure != null) {
            throw new AssertionError("failed", failure);
        }
        return answer;
    }

    /// Why it did not.
    InferenceException failure() {
        requireToldOnce();
        if (failure == null) {
            throw new AssertionError("answered %s".formatted(answer));
        }
        return failure;
    }

    private void requireToldOnce() {
        if (told != 1) {
            throw new AssertionError("told %d times, expected once".formatted(told));
        }
    }
}
