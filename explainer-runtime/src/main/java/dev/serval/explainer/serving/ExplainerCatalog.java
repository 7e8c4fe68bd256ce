package dev.serval.explainer.serving;

import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.Deadline;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.server.catalog.ModelIsCold;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.intermediary.IntermediaryCatalog;
import dev.serval.server.intermediary.PredictorHealth;
import dev.serval.server.statistics.ModelStatistics;
import dev.serval.server.upstream.UpstreamConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The one model of an explainer. What goes in and out of it is asked of the predictor at the first
/// call, and not before, since asking wakes one that is scaled to zero.
@ApplicationScoped
class ExplainerCatalog implements IntermediaryCatalog {
    private static final Duration PATIENCE = Duration.ofSeconds(50);
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private final ExplainerModel model;
    private final TensorAllocator allocator;
    private final ModelStatistics statistics = new ModelStatistics();
    private final ReentrantLock lock = new ReentrantLock();
    private final @Nullable PredictorHealth health;
    private @Nullable CompletableFuture<Void> asking;
    private volatile @Nullable Failure failure;

    /// Why the predictor could not be asked, and until when that is told without asking again.
    private record Failure(InferenceException reason, Deadline until) {}

    ExplainerCatalog(ExplainerModel model, UpstreamConfig config, TensorAllocator allocator) {
        this.model = model;
        this.allocator = allocator;
        this.health =
                config.healthCheck()
                        ? new PredictorHealth(model.predictor(), model.predictorModel(), allocator)
                        : null;
    }

    @Override
    public ModelName name() {
        return model.name();
    }

    @Override
    public String purpose() {
        return "it explains a predictor's model";
    }

    @Override
    public String coming() {
        return model.obstacle();
    }

    @Override
    public Optional<PredictorHealth> health() {
        return Optional.ofNullable(health);
    }

    @Override
    public ServedModel model() {
        model.setup();
        return model.findSignature()
                .map(signature -> new PassedOnModel(model, signature, statistics))
                .orElseThrow(this::notYet);
    }

    private RuntimeException notYet() {
        Failure last = failure;
        return last != null && !last.until().hasPassed()
                ? last.reason()
                : new ModelIsCold(this::ask);
    }

    /// Asks the predictor once for all who wait.
    private CompletionStage<Void> ask() {
        lock.lock();
        try {
            CompletableFuture<Void> begun = asking;
            if (begun != null) {
                return begun;
            }
            CompletableFuture<Void> started = new CompletableFuture<>();
            asking = started;
            Thread.ofVirtual().name("serval-explainer-asking").start(() -> learn(started));
            return started;
        } finally {
            lock.unlock();
        }
    }

    private void learn(CompletableFuture<Void> waiting) {
        try {
            model.learn(new CallContext(Deadline.after(PATIENCE), allocator));
            failure = null;
        } catch (InferenceException reason) {
            failure = new Failure(reason, Deadline.after(REMEMBERED));
        } catch (RuntimeException | Error defect) {
            failure =
                    new Failure(
                            new EngineFailure(
                                    "the predictor could not be asked what its model takes: "
                                            + defect,
                                    defect),
                            Deadline.after(REMEMBERED));
        } finally {
            lock.lock();
            try {
                asking = null;
            } finally {
                lock.unlock();
            }
            waiting.complete(null);
        }
    }

    @PreDestroy
    void close() {
        health().ifPresent(PredictorHealth::close);
    }
}
