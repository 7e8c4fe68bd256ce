package dev.serval.predictor.startup;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import dev.serval.predictor.lifecycle.LoadListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How long loads take, as `serval_model_load_seconds`, and how much loaded models keep in memory,
/// as `serval_model_bytes`; and how often models are put out of memory and brought back.
@ApplicationScoped
class ModelMeters implements LoadListener {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        Duration.ofMinutes(10),
    };

    private final MeterRegistry registry;
    private final BatchMeters batches;
    private final Counter pagedIn;
    private final Counter pagedOut;
    private final Map<Tags, Meter.Id> sizes = new ConcurrentHashMap<>();

    ModelMeters(MeterRegistry registry, BatchMeters batches) {
        this.registry = registry;
        this.batches = batches;
        this.pagedIn =
                counter("serval.models.paged.in", "Models that a request brought into memory");
        this.pagedOut = counter("serval.models.paged.out", "Models that were put out of memory");
    }

    @Override
    public void loaded(ModelName name, ModelVersion version, Duration took, long memoryBytes) {
        Tags tags = tags(name, version);
        timer(tags, "success").record(took);
        forget(tags);
        sizes.put(
                tags,
                Gauge.builder("serval.model.bytes", () -> memoryBytes)
                        .description("What a loaded model keeps in memory; 0 if unknown")
                        .tags(tags)
                        .register(registry)
                        .getId());
    }

    @Override
    public void failed(ModelName name, ModelVersion version, Duration took) {
        timer(tags(name, version), "failure").record(took);
    }

    @Override
    public void unloaded(ModelName name, ModelVersion version) {
        forget(tags(name, version));
        batches.forget(name, version);
    }

    @Override
    public void pagedIn(ModelName name, ModelVersion version) {
        pagedIn.increment();
    }

    @Override
    public void pagedOut(ModelName name, ModelVersion version) {
        pagedOut.increment();
        forget(tags(name, version));
    }

    private Counter counter(String meter, String description) {
        return Counter.builder(meter).description(description).register(registry);
    }

    private Timer timer(Tags tags, String outcome) {
        return Timer.builder("serval.model.load")
                .description("How long a model version took to load and warm up")
                .tags(tags.and("outcome", outcome))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private void forget(Tags tags) {
        Meter.Id known = sizes.remove(tags);
        if (known != null) {
            registry.remove(known);
        }
    }

    static Tags tags(ModelName name, ModelVersion version) {
        return Tags.of("model", name.value(), "version", version.toString());
    }
}
