package dev.serval.server.execution;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How much is computed at once and how much may wait.
@ConfigMapping(prefix = "serval.execution")
public interface ExecutionConfig {
    /// How many calls are computed at once; 0 for as many as the container has processors.
    @WithDefault("0")
    int maxThreads();

    /// How many calls may wait for a thread; a call beyond that is refused with 429.
    @WithDefault("1024")
    int queueCapacity();

    /// How many threads one call may use inside its engine.
    @WithDefault("1")
    int threadsPerCall();

    /// Accepted for KServe's sake: one process serves all, whatever the number.
    @WithDefault("1")
    int workers();
}
