package dev.serval.server.metrics;

import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.server.coldstart.ColdStart;
import dev.serval.server.execution.InferenceExecutor;
import dev.serval.server.failure.Outcome;
import dev.serval.server.inference.CallObserver;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/// Counts and times every call. A call that reached no model is counted under the model's name
/// `unknown`, so that callers cannot make up label values. It is there from the start, so that its
/// gauges can be read before the first call has ended.
@Startup
@ApplicationScoped
class InferenceMetrics implements CallObserver {
    private static final String UNKNOWN = "unknown";

    private final MeterRegistry registry;
    private final LatencyLog log;
    private final ColdStart coldStart;
    private final ConcurrentMap<CallLabels, CallMeters> meters = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, StageTimers> stages = new ConcurrentHashMap<>();

    InferenceMetrics(
            MeterRegistry registry,
            InferenceExecutor executor,
            TensorAllocator allocator,
            LatencyLog log,
            ColdStart coldStart) {
        this.registry = registry;
        this.log = log;
        this.coldStart = coldStart;
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
        CallLabels labels =
                new CallLabels(
                        call.model() == null ? UNKNOWN : call.model(),
                        call.version() == null ? "" : call.version(),
                        call.protocol(),
                        call.outcome());
        CallMeters counted = meters.computeIfAbsent(labels, key -> new CallMeters(registry, key));
        counted.count(call);
        if (call.model() != null && call.outcome() == Outcome.SUCCESS) {
            coldStart.answered(call.total());
            stages.computeIfAbsent(call.model(), model -> new StageTimers(registry, model))
                    .record(call);
        }
    }

    /// KServe's histograms of the stages of a call.
    private static final class StageTimers {
        private final io.micrometer.core.instrument.Timer preprocess;
        private final io.micrometer.core.instrument.Timer predict;
        private final io.micrometer.core.instrument.Timer postprocess;

        StageTimers(MeterRegistry registry, String model) {
            preprocess = timer(registry, "preprocess", model);
            predict = timer(registry, "predict", model);
            postprocess = timer(registry, "postprocess", model);
        }

        private static io.micrometer.core.instrument.Timer timer(
                MeterRegistry registry, String stage, String model) {
            return Durations.histogram("request." + stage)
                    .description("The " + stage + " stage of calls, under KServe's name.")
                    .tag("model_name", model)
                    .register(registry);
        }

        void record(EndedCall call) {
            preprocess.record(call.reading(), TimeUnit.NANOSECONDS);
            predict.record(call.computing(), TimeUnit.NANOSECONDS);
            postprocess.record(call.writing(), TimeUnit.NANOSECONDS);
        }
    }
}
