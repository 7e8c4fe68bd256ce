package dev.serval.predictor.lifecycle;

import dev.serval.inference.failure.ModelNotReady;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.ModelVersion;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.server.catalog.InferCallback;
import dev.serval.server.catalog.ModelConfiguration;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.execution.ModelInvocation;
import dev.serval.server.statistics.ModelStatistics;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// One version of a model while it serves. Each inference holds a lease on it. Whoever still has it
/// when it is retired is served by what took its place, if that has the same signature, against
/// which the request was checked.
final class ServedVersion implements ServedModel {
    private final HostedModel host;
    private final ModelVersion version;
    private final LoadedModel loaded;
    private final ModelSignature signature;
    private final ModelStatistics statistics = new ModelStatistics();
    private final Leases leases = new Leases();

    ServedVersion(HostedModel host, ModelVersion version, LoadedModel loaded) {
        this.host = host;
        this.version = version;
        this.loaded = loaded;
        this.signature = loaded.model().signature();
    }

    @Override
    public ModelName name() {
        return host.name();
    }

    @Override
    public ModelVersion version() {
        return version;
    }

    @Override
    public ModelSignature signature() {
        return signature;
    }

    @Override
    public ModelConfiguration configuration() {
        return loaded.configuration();
    }

    @Override
    public ModelStatistics statistics() {
        return statistics;
    }

    @Override
    public List<String> labels(String output) {
        return loaded.labels().getOrDefault(output, List.of());
    }

    @Override
    public void infer(InferRequest request, CallContext call, InferCallback callback) {
        inferOrHandOver(() -> host.findServed(version), request, call, callback);
    }

    /// @param successor who answers in the place of a version that was retired meanwhile
    void inferOrHandOver(
            Supplier<Optional<ServedVersion>> successor,
            InferRequest request,
            CallContext call,
            InferCallback callback) {
        ServedVersion next = this;
        while (!next.infersUnlessRetired(request, call, callback)) {
            Optional<ServedVersion> found = successor.get();
            if (found.isEmpty() || !found.get().signature.equals(signature)) {
                callback.failed(
                        new ModelNotReady(
                                name().value(),
                                "Version %s was taken out of service while the request waited."
                                        .formatted(version)));
                return;
            }
            next = found.get();
        }
    }

    /// Gives no lease from now on.
    ///
    /// @return done when the last inference has ended, after which [#close] may be called
    CompletableFuture<Void> retire() {
        return leases.retire();
    }

    /// Frees the model. Only to be called once it is retired and every lease has ended.
    void close() {
        loaded.close();
    }

    private boolean infersUnlessRetired(
            InferRequest request, CallContext call, InferCallback callback) {
        if (!leases.tryAcquire()) {
            return false;
        }
        try {
            ModelInvocation.run(loaded.model(), statistics, request, call, callback);
        } finally {
            leases.release();
        }
        return true;
    }
}
