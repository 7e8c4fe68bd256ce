package dev.serval.server.metrics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Timings in the log.
@ConfigMapping(prefix = "serval.latency-log")
interface LatencyLogConfig {
    /// Whether each call's timing is logged.
    @WithDefault("false")
    boolean enabled();
}
