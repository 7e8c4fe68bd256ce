package dev.serval.predictor.batching;

import dev.serval.inference.failure.Cancelled;
import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.Deadline;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.server.catalog.InferCallback;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One request of rows of floats and what came of it; insists on being told once.
final class Caller implements InferCallback {
    private final TensorAllocator allocator;
    private final Runnable whenAnswered;
    private final CallContext call;
    private final AtomicInteger told = new AtomicInteger();
    private List<RequestedOutput> outputs = List.of();
    private Parameters parameters = Parameters.none();
    private volatile float @Nullable [] sums;
    private volatile @Nullable InferenceException failure;
    private volatile @Nullable InferRequest request;

    Caller(TensorAllocator allocator) {
        this(allocator, Duration.ofMinutes(1));
    }

    Caller(TensorAllocator allocator, Duration timeout) {
        this(allocator, timeout, () -> {});
    }

    /// @param whenAnswered what is done when there is an answer
    Caller(TensorAllocator allocator, Duration timeout, Runnable whenAnswered) {
        this.whenAnswered = whenAnswered;
        this.allocator = allocator;
        this.call = new CallContext(Deadline.after(timeout), allocator);
    }

    Caller wanting(String output) {
        outputs = List.of(new RequestedOutput(output));
        return this;
    }

    Caller saying(String name, long value) {
        parameters = new Parameters(Map.of(name, new Parameter.Whole(value)));
        return this;
    }

    /// Asks for the sums of those rows, each of that width.
    Caller asks(Batcher batcher, int width, float... values) {
        Shape shape = Shape.of(values.length / width, width);
        InferRequest asked =
                new InferRequest(
                        null,
                        parameters,
                        List.of(new InferInput(Tensor.ofFloats("x", shape, values, allocator))),
                        outputs);
        request = asked;
        batcher.infer(asked, call, this);
        return this;
    }

    void leaves() {
        call.callOff(new Cancelled("the caller went away"));
    }

    CallContext call() {
        return call;
    }

    @Override
    public void answered(InferResponse response) {
        try (response) {
            sums = response.findOutput("sum").map(Tensor::toFloats).orElse(null);
        }
        whenAnswered.run();
        end();
    }

    @Override
    public void failed(InferenceException reason) {
        failure = reason;
        end();
    }

    private void end() {
        InferRequest asked = request;
        if (asked != null) {
            asked.close();
        }
        told.incrementAndGet();
    }

    boolean isTold() {
        return told.get() > 0;
    }

    boolean hasFailed() {
        return failure != null;
    }

    float[] sums() {
        requireToldOnce();
        float[] answer = sums;
        if (answer == null) {
            throw new AssertionError("not answered", failure);
        }
        return answer;
    }

    InferenceException failure() {
        requireToldOnce();
        InferenceException reason = failure;
        if (reason == null) {
            throw new AssertionError("answered");
        }
        return reason;
    }

    private void requireToldOnce() {
        if (told.get() != 1) {
            throw new AssertionError("told %d times, expected once".formatted(told.get()));
        }
    }
}
