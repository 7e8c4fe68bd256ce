package dev.serval.server.coldstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ColdStartTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ColdStart start = new ColdStart(registry);

    @AfterEach
    void forgetTheBeginning() {
        System.clearProperty(ProcessAge.AT_MAIN);
    }

    @Test
    void tellsOfEachPhaseOnceItHasEnded() {
        System.setProperty(ProcessAge.AT_MAIN, "120");
        assertThat(phases()).isEmpty();
        start.started(new StartupEvent());
        assertThat(phases()).containsOnlyKeys("jvm", "application").containsEntry("jvm", 0.12);
        start.modelsLoaded();
        start.answered(2_500_000);
        assertThat(phases())
                .containsOnlyKeys("jvm", "application", "model_load", "first_inference")
                .containsEntry("first_inference", 0.0025);
    }

    @Test
    void knowsNoJvmPhaseOfAProgramThatNotedNoBeginning() {
        start.started(new StartupEvent());
        start.modelsLoaded();
        assertThat(phases()).containsOnlyKeys("model_load");
    }

    @Test
    void aLoadMayEndBeforeTheApplicationHasStarted() {
        System.setProperty(ProcessAge.AT_MAIN, "120");
        start.loadingBegins();
        double application = phases().getOrDefault("application", -1.0);
        start.modelsLoaded();
        assertThat(phases()).containsOnlyKeys("jvm", "application");
        start.started(new StartupEvent());
        assertThat(phases())
                .containsOnlyKeys("jvm", "application", "model_load")
                .containsEntry("application", application);
    }

    @Test
    void passesOverWhatComesAfterTheFirst() {
        start.started(new StartupEvent());
        start.modelsLoaded();
        Map<String, Double> first = phases();
        start.modelsLoaded();
        assertThat(phases()).isEqualTo(first);
        start.answered(1_000_000_000);
        start.answered(2_000_000_000);
        assertThat(phases()).containsEntry("first_inference", 1.0);
    }

    private Map<String, Double> phases() {
        Map<String, Double> phases = new TreeMap<>();
        for (Gauge gauge : registry.find("serval.cold.start").gauges()) {
            phases.put(gauge.getId().getTag("phase"), gauge.value());
        }
        return phases;
    }
}
