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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What came of one inference with one row; it insists on being told once.
final class Outcome implements InferCallback {
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger told = new AtomicInteger();
    private volatile float answer = Float.NaN;
    private volatile @Nullable InferenceException failure;

    /// Infers one row, and waits for what comes of it.
    static Outcome of(ServedModel model, TensorAllocator allocator) {
        return of(model, new CallContext(Deadline.after(Duration.ofMinutes(1)), allocator));
    }

    static Outcome of(ServedModel model, CallContext call) {
        Outcome outcome = new Outcome();
        Tensor row = Tensor.ofFloats("x", Shape.of(1, 2), new float[] {1, 2}, call.allocator());
        try (InferRequest request = InferRequest.of(List.of(row))) {
            model.infer(request, call, outcome);
            outcome.await();
        }
        return outcome;
    }

    @Override
    public void answered(InferResponse response) {
        try (response) {
            answer = response.outputs().getFirst().toFloats()[0];
        }
        end();
    }

    @Override
    public void failed(InferenceException reason) {
        failure = reason;
        end();
    }

    private void end() {
        told.incrementAndGet();
        end.countDown();
    }

    private void await() {
        try {
            if (!end.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("nothing came of it in 10 seconds");
            }
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    /// What the model answered.
    float answer() {
        requireToldOnce();
        InferenceException reason = failure;
        if (reason != null) {
            throw new AssertionError("failed", reason);
        }
        return answer;
    }

    /// Why it did not.
    InferenceException failure() {
        requireToldOnce();
        InferenceException reason = failure;
        if (reason == null) {
            throw new AssertionError("answered %s".formatted(answer));
        }
        return reason;
    }

    private void requireToldOnce() {
        if (told.get() != 1) {
            throw new AssertionError("told %d times, expected once".formatted(told.get()));
        }
    }
}
