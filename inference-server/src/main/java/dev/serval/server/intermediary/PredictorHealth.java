package dev.serval.server.intermediary;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.Deadline;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.server.upstream.UpstreamPredictor;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was last known of the readiness of a predictor's model, asked again every few seconds, and
/// sooner at first where the predictor is just being started.
public final class PredictorHealth implements AutoCloseable {
    private static final Duration SHORTEST = Duration.ofMillis(20);
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
            Duration pause = SHORTEST;
            while (!Thread.currentThread().isInterrupted()) {
                obstacle = find();
                pause = obstacle == null ? PAUSE : longer(pause);
                Thread.sleep(pause);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /// Half as long again, up to the pause between two looks at one that is ready.
    private static Duration longer(Duration pause) {
        Duration longer = Duration.ofNanos(pause.toNanos() * 3 / 2);
        return longer.compareTo(PAUSE) < 0 ? longer : PAUSE;
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
