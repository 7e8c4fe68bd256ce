package dev.serval.predictor.lifecycle;

import dev.serval.inference.failure.DeadlineExceeded;
import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.failure.ModelNotReady;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.ModelVersion;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.Shape;
import dev.serval.server.catalog.InferCallback;
import dev.serval.server.catalog.ModelConfiguration;
import dev.serval.server.catalog.ServedModel;
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
                                name(),
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
        InferResponse response;
        try {
            response = compute(request, call);
        } catch (InferenceException refusal) {
            callback.failed(refusal);
            return true;
        } finally {
            leases.release();
        }
        callback.answered(response);
        return true;
    }

    /// @throws InferenceException what the caller is told
    private InferResponse compute(InferRequest request, CallContext call) {
        call.requireWanted();
        requireTime(call);
        long epochMillis = System.currentTimeMillis();
        long start = System.nanoTime();
        InferResponse response = run(request, call);
        statistics.executed(rows(request), System.nanoTime() - start, epochMillis);
        InferenceException calledOff = call.calledOff();
        if (calledOff != null) {
            response.close();
            throw calledOff;
        }
        return response;
    }

    private InferResponse run(InferRequest request, CallContext call) {
        try {
            return loaded.model().infer(request, call);
        } catch (InferenceException refusal) {
            throw refusal;
        } catch (Throwable unexpected) {
            throw new EngineFailure(
                    "model '%s' version %s failed: %s".formatted(name(), version, unexpected),
                    unexpected);
        }
    }

    private void requireTime(CallContext call) {
        if (call.deadline().hasPassed()) {
            throw new DeadlineExceeded(
                    "the deadline passed %d ms before model '%s' could run"
                            .formatted(call.deadline().remaining().negated().toMillis(), name()));
        }
    }

    /// The first dimension of the first input; 1 where there is none.
    private static long rows(InferRequest request) {
        if (request.inputs().isEmpty()) {
            return 1;
        }
        Shape shape = request.inputs().getFirst().tensor().shape();
        return shape.rank() == 0 ? 1 : shape.dimension(0);
    }
}
