package dev.serval.server.metrics;

import dev.serval.server.failure.Outcome;
import dev.serval.server.inference.CallObserver.EndedCall;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/// The meters of calls with the same labels.
final class CallMeters {
    private final boolean successful;
    private final Counter requests;
    private final Timer total;
    private final Timer queue;
    private final Timer compute;

    CallMeters(MeterRegistry registry, CallLabels labels) {
        successful = labels.outcome() == Outcome.SUCCESS;
        requests =
                Counter.builder("serval.requests")
                        .description("Inference calls that ended.")
                        .tags(labels.tags().and("outcome", labels.outcome().label()))
                        .register(registry);
        total =
                Durations.histogram("serval.request")
                        .description("From a call's last byte in to its outcome.")
                        .tags(labels.tags())
                        .register(registry);
        queue =
                Durations.histogram("serval.queue")
                        .description("How long calls waited for a thread, or to be merged.")
                        .tags(labels.modelTags())
                        .register(registry);
        compute =
                Durations.histogram("serval.compute")
                        .description("How long the model took.")
                        .tags(labels.modelTags())
                        .register(registry);
    }

    void count(EndedCall call) {
        requests.increment();
        total.record(call.total(), TimeUnit.NANOSECONDS);
        if (successful) {
            queue.record(call.queued(), TimeUnit.NANOSECONDS);
            compute.record(call.computing(), TimeUnit.NANOSECONDS);
        }
    }
}
