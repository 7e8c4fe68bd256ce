package dev.serval.predictor.lifecycle;

import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.failure.ModelNotReady;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.ModelVersion;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.server.catalog.BatchingStatus;
import dev.serval.server.catalog.InferCallback;
import dev.serval.server.catalog.ModelConfiguration;
import dev.serval.server.catalog.ModelIsCold;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.statistics.ModelStatistics;
import dev.serval.server.transformer.Collocation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// One version of a model while it serves, in memory or not: where memory is limited it is brought
/// in when it is asked for. Each inference holds a lease on it. Whoever still has it when it is
/// retired is served by what took its place, if that has the same signature, against which the
/// request was checked.
final class ServedVersion implements ServedModel {
    private final HostedModel host;
    private final VersionMemory memory;

    ServedVersion(HostedModel host, VersionMemory memory) {
        this.host = host;
        this.memory = memory;
    }

    @Override
    public ModelName name() {
        return host.name();
    }

    @Override
    public ModelVersion version() {
        return memory.version();
    }

    /// Goes on only if enough is known of this version for it to be called.
    ///
    /// @throws ModelIsCold if it was never in memory
    void requireKnown() {
        if (memory.traits() == null) {
            throw new ModelIsCold(memory::wake);
        }
    }

    /// What callers see of it: the model, or the transformer that stands before it.
    ServedModel behindItsTransformer(ServedModel model) {
        Optional<Collocation> both = traits().collocation();
        return both.isPresent() ? both.get().before(model, name()) : model;
    }

    /// Whether it answers without being loaded first.
    boolean isInMemory() {
        return memory.residency() != null;
    }

    /// Brings it into memory if it is not there.
    ///
    /// @throws ModelLoadException with the reason
    void loadIfAway() throws ModelLoadException {
        memory.loadIfAway();
    }

    /// Whether this is where it is.
    boolean isIn(VersionMemory place) {
        return memory == place;
    }

    @Override
    public ModelSignature signature() {
        return traits().signature();
    }

    @Override
    public ModelConfiguration configuration() {
        LoadedTraits traits = traits();
        return traits.configuration().withMaxBatchSize(traits.batcher().maxBatchSize());
    }

    @Override
    public ModelStatistics statistics() {
        return memory.statistics();
    }

    @Override
    public BatchingStatus batching() {
        return traits().batcher().status();
    }

    @Override
    public List<String> labels(String output) {
        return traits().labels().getOrDefault(output, List.of());
    }

    private LoadedTraits traits() {
        LoadedTraits known = memory.traits();
        if (known == null) {
            throw new IllegalStateException("nothing is known of a version never loaded");
        }
        return known;
    }

    @Override
    public boolean isQuick(long inputBytes) {
        Residency here = memory.residency();
        return here != null
                && here.loaded().model().stopsWhenCalledOff()
                && !here.batcher().gathers()
                && statistics().cost().isQuick(inputBytes);
    }

    @Override
    public void infer(InferRequest request, CallContext call, InferCallback callback) {
        inferOrHandOver(() -> host.findServed(version()), request, call, callback);
    }

    /// @param successor who answers in the place of a version that was retired meanwhile
    void inferOrHandOver(
            Supplier<Optional<ServedVersion>> successor,
            InferRequest request,
            CallContext call,
            InferCallback callback) {
        while (!memory.isRetired()) {
            Residency here = memory.residency();
            if (here == null) {
                Runnable again = () -> inferOrHandOver(successor, request, call, callback);
                var unused = memory.wake().whenComplete((_, _) -> memory.compute(again));
                return;
            }
            if (here.leases().tryAcquire()) {
                here.batcher().infer(request, call, new LeasedCallback(callback, here.leases()));
                return;
            }
            Thread.onSpinWait();
        }
        Optional<ServedVersion> next = successor.get().filter(this::isLike);
        if (next.isEmpty()) {
            callback.failed(new ModelNotReady(name().value(), obstacle()));
            return;
        }
        next.get().inferOrHandOver(successor, request, call, callback);
    }

    private boolean isLike(ServedVersion other) {
        LoadedTraits theirs = other.memory.traits();
        return theirs != null && theirs.signature().equals(signature());
    }

    private String obstacle() {
        return memory.failure().isEmpty()
                ? "Version %s was taken out of service while the request waited."
                        .formatted(version())
                : "Version %s: %s".formatted(version(), memory.failure());
    }

    /// Lets nobody in any more.
    ///
    /// @return done when it is closed
    CompletableFuture<Void> retire() {
        return memory.retire();
    }
}
