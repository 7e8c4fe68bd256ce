package dev.serval.predictor.startup;

import dev.serval.predictor.configuration.BatchingMode;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How requests are merged where a model's own configuration says nothing.
@ConfigMapping(prefix = "serval.batching")
interface BatchingConfig {
    /// When requests are merged: `off`, `always` when several wait, or `adaptive`: when
    /// measurements say that it saves time.
    @WithDefault("adaptive")
    BatchingMode mode();

    /// How many rows are merged at the most.
    @WithDefault("64")
    int maxBatchSize();

    /// In mode `always`, how long the first request waits for others; in mode `adaptive`, how long
    /// a merged run may take.
    @WithDefault("PT0.01S")
    Duration maxLatency();
}
