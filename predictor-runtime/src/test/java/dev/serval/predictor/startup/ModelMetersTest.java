package dev.serval.predictor.startup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ModelMetersTest {
    private static final ModelName IRIS = new ModelName("iris");
    private static final ModelVersion ONE = new ModelVersion(1);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ModelMeters meters = new ModelMeters(registry, new BatchMeters(registry));

    @Test
    void timesLoadsByTheirOutcome() {
        meters.loaded(IRIS, ONE, Duration.ofMillis(30), 7);
        meters.failed(IRIS, ONE, Duration.ofMillis(10));
        assertThat(total("success")).isEqualTo(30);
        assertThat(total("failure")).isEqualTo(10);
    }

    @Test
    void showsWhatAModelKeepsInMemoryWhileItIsLoaded() {
        meters.loaded(IRIS, ONE, Duration.ofMillis(30), 7);
        meters.loaded(IRIS, ONE, Duration.ofMillis(30), 9);
        assertThat(registry.get("serval.model.bytes").tag("model", "iris").gauge().value())
                .isEqualTo(9);
        meters.unloaded(IRIS, ONE);
        assertThat(registry.find("serval.model.bytes").gauge()).isNull();
    }

    private double total(String outcome) {
        return registry.get("serval.model.load")
                .tags("model", "iris", "version", "1", "outcome", outcome)
                .timer()
                .totalTime(TimeUnit.MILLISECONDS);
    }
}
