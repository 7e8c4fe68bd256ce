package dev.serval.server.metrics;

import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.coldstart.ColdStart;
import dev.serval.server.execution.InferenceExecutor;
import dev.serval.server.explainer.ExplainedModel;
import dev.serval.server.failure.Outcome;
import dev.serval.server.inference.CallObserver;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Counts and times every call. A call that reached no model is counted under the model's name
/// `unknown`, so that callers cannot make up label values. It is there from the start, so that its
/// gauges can be read before the first call has ended.
@Startup
@Singleton
class InferenceMetrics implements CallObserver {
    private static final String UNKNOWN = "unknown";

    private final LatencyLog log;
    private final ColdStart coldStart;
    private final ConcurrentMap<CountedVersion, VersionCounts> counts = new ConcurrentHashMap<>();

    /// By what calls are counted together, however often the version is loaded.
    private record CountedVersion(String model, String version) {}

    InferenceMetrics(
            PrometheusMeterRegistry registry,
            InferenceExecutor executor,
            TensorAllocator allocator,
            LatencyLog log,
            ColdStart coldStart) {
        this.log = log;
        this.coldStart = coldStart;
        registry.getPrometheusRegistry().register(new CallCollector(counts.values()));
        Gauge.builder("serval.pending.requests", executor, InferenceExecutor::waiting)
                .description("Calls that wait for a thread.")
                .register(registry);
        Gauge.builder("serval.running.requests", executor, InferenceExecutor::running)
                .description("Calls that are being computed.")
                .register(registry);
        Gauge.builder("serval.tensor.bytes", allocator, TensorAllocator::bytesOnLoan)
                .description("Off-heap bytes that calls hold.")
                .register(registry);
    }

    @Override
    public void ended(EndedCall call) {
        log.ended(call);
        ServedModel model = call.model();
        VersionCounts counted =
                model == null
                        ? countsOf(UNKNOWN, "")
                        : model.statistics().attached(VersionCounts.class, () -> countsOf(model));
        if (model instanceof ExplainedModel) {
            counted.countExplanation(call);
        } else {
            counted.count(call);
        }
        if (model != null && call.outcome() == Outcome.SUCCESS) {
            coldStart.answered(call.total());
        }
    }

    private VersionCounts countsOf(ServedModel model) {
        return countsOf(model.name().value(), model.version().toString());
    }

    private VersionCounts countsOf(String model, String version) {
        return counts.computeIfAbsent(
                new CountedVersion(model, version),
                key -> new VersionCounts(key.model, key.version));
    }
}
