package dev.serval.server.testing;

import dev.serval.inference.engine.Model;
import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Answers when a test lets it, or stops when its call is called off.
@Singleton
@Named("slow")
public class SlowModel implements Model {
    private static final ModelSignature SIGNATURE =
            new ModelSignature(
                    "test",
                    List.of(new TensorSpec("x", DataType.FP32, Shape.of(-1, 2))),
                    List.of(new TensorSpec("y", DataType.FP32, Shape.of(-1, 2))));

    private final Semaphore permits = new Semaphore(0);
    private final AtomicInteger computing = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();

    @Override
    public ModelSignature signature() {
        return SIGNATURE;
    }

    @Override
    public InferResponse infer(InferRequest request, CallContext call) {
        computing.incrementAndGet();
        begun.incrementAndGet();
        try {
            Semaphore wake = new Semaphore(0);
            return call.stoppable(wake::release, () -> awaitPermit(wake, call, request));
        } finally {
            computing.decrementAndGet();
        }
    }

    private InferResponse awaitPermit(Semaphore wake, CallContext call, InferRequest request) {
        try {
            while (!permits.tryAcquire(5, TimeUnit.MILLISECONDS)) {
                if (wake.tryAcquire()) {
                    call.requireWanted();
                }
            }
        } catch (InterruptedException interrupted) {
            throw new EngineFailure("interrupted", interrupted);
        }
        Tensor input = request.findInput("x").orElseThrow();
        return InferResponse.of(TypesModel.copy("y", input, call.allocator()));
    }

    /// Lets so many calls be answered.
    public void let(int calls) {
        permits.release(calls);
    }

    /// How many calls are in the model.
    public int computing() {
        return computing.get();
    }

    /// How many calls ever reached the model.
    public int begun() {
        return begun.get();
    }
}
