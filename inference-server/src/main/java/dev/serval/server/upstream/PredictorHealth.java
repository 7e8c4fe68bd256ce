package dev.serval.server.upstream;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.Deadline;
import dev.serval.inference.tensor.TensorAllocator;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was last known of the readiness of a predictor's model, asked again every few seconds.
public final class PredictorHealth implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final UpstreamPredictor predictor;
    private final ModelName model;
    private final TensorAllocator allocator;
    private final Thread asking;
    private volatile @Nullable String obstacle = "the predictor was not asked yet";

    /// Asks from now on, until it is closed.
    public PredictorHealth(
            UpstreamPredictor predictor, ModelName model, TensorAllocator allocator) {
        this.predictor = predictor;
        this.model = model;
        this.allocator = allocator;
        this.asking = Thread.ofVirtual().name("serval-predictor-health").start(this::ask);
    }

    /// Why the predictor does not answer; empty if it is ready.
    public Optional<String> obstacle() {
        return Optional.ofNullable(obstacle);
    }

    private void ask() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                obstacle = find();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable String find() {
        try {
            CallContext call = new CallContext(Deadline.after(PATIENCE), allocator);
            return predictor.isReady(model, call)
                    ? null
                    : "the predictor at %s says that model '%s' is not ready"
                            .formatted(predictor.address(), model);
        } catch (InferenceException refusal) {
            return refusal.getMessage();
        }
    }

    @Override
    public void close() {
        asking.interrupt();
    }
}
