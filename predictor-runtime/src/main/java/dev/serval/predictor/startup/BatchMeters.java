package dev.serval.predictor.startup;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import dev.serval.predictor.batching.BatchListener;
import dev.serval.predictor.batching.BatchListeners;
import dev.serval.server.catalog.BatchingStatus;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// How many rows runs have, as `serval_batch_size`, and whether requests are merged and why, as
/// `serval_batching`.
@ApplicationScoped
class BatchMeters implements BatchListeners {
    private static final double[] BUCKETS = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};

    private final MeterRegistry registry;
    private final Map<Tags, Gauge> states = new ConcurrentHashMap<>();

    BatchMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public BatchListener of(ModelName name, ModelVersion version) {
        return new VersionMeters(ModelMeters.tags(name, version));
    }

    /// Tells no longer of a version that does not serve any more.
    void forget(ModelName name, ModelVersion version) {
        Gauge known = states.remove(ModelMeters.tags(name, version));
        if (known != null) {
            registry.remove(known);
        }
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /// The meters of one version; that of sizes is there once the first requests were gathered.
    private final class VersionMeters implements BatchListener {
        private final Tags tags;
        private volatile @Nullable DistributionSummary sizes;

        VersionMeters(Tags tags) {
            this.tags = tags;
        }

        @Override
        public void ran(long rows) {
            DistributionSummary known = sizes;
            if (known == null) {
                known =
                        DistributionSummary.builder("serval.batch.size")
                                .description("Rows in a run of requests that waited to be merged")
                                .tags(tags)
                                .serviceLevelObjectives(BUCKETS)
                                .register(registry);
                sizes = known;
            }
            known.record(rows);
        }

        @Override
        public void judged(BatchingStatus status) {
            Gauge gauge =
                    Gauge.builder("serval.batching", () -> 1)
                            .description("1 for the state that a model's batching is in, and why")
                            .tags(tags)
                            .tag("state", label(status.state()))
                            .tag("reason", label(status.reason()))
                            .register(registry);
            Gauge before = states.put(tags, gauge);
            if (before != null && !before.equals(gauge)) {
                registry.remove(before);
            }
        }
    }
}
