package dev.serval.server.metrics;

import dev.serval.server.inference.CallObserver.EndedCall;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Logs where each call's time went, for those who ask for it with `--enable_latency_logging`.
@Singleton
class LatencyLog {
    private static final Logger LOG = Logger.getLogger(LatencyLog.class);

    private final boolean enabled;

    LatencyLog(LatencyLogConfig config) {
        this.enabled = config.enabled();
    }

    void ended(EndedCall call) {
        if (enabled) {
            LOG.infof(
                    "model=%s protocol=%s outcome=%s total_us=%d queue_us=%d preprocess_us=%d"
                            + " predict_us=%d postprocess_us=%d",
                    call.model() == null ? null : call.model().name(),
                    call.protocol().label(),
                    call.outcome().label(),
                    micros(call.total()),
                    micros(call.queued()),
                    micros(call.reading()),
                    micros(call.computing()),
                    micros(call.writing()));
        }
    }

    private static long micros(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos);
    }
}
