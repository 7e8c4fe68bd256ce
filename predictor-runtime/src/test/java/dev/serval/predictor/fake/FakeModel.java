package dev.serval.predictor.fake;

import dev.serval.inference.engine.Model;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Answers each row with the same number. It insists on being closed once, and on not being used
/// after that.
final class FakeModel implements Model {
    private final String answer;
    private final String input;
    private final Runnable whileInferring;
    private final Runnable whenClosed;
    private final AtomicBoolean closed = new AtomicBoolean();

    FakeModel(String answer, String input, Runnable whileInferring, Runnable whenClosed) {
        this.answer = answer;
        this.input = input;
        this.whileInferring = whileInferring;
        this.whenClosed = whenClosed;
    }

    @Override
    public ModelSignature signature() {
        return new ModelSignature(
                "fake",
                List.of(new TensorSpec(input, DataType.FP32, Shape.of(-1, 2))),
                List.of(new TensorSpec("y", DataType.FP32, Shape.of(-1))));
    }

    @Override
    public InferResponse infer(InferRequest request, CallContext call) {
        requireOpen();
        whileInferring.run();
        int rows = (int) request.inputs().getFirst().tensor().shape().dimension(0);
        float[] answers = new float[rows];
        Arrays.fill(answers, Float.parseFloat(answer));
        requireOpen();
        return InferResponse.of(Tensor.ofFloats("y", Shape.of(rows), answers, call.allocator()));
    }

    @Override
    public boolean stopsWhenCalledOff() {
        return true;
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("used after it was closed");
        }
    }

    @Override
    public long memoryBytes() {
        return 42;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            throw new IllegalStateException("closed twice");
        }
        whenClosed.run();
    }
}
