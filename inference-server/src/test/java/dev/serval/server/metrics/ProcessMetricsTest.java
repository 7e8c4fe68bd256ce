package dev.serval.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProcessMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void memoryCollectionsThreadsClassesAndTheSystemAreMeasured() {
        Vertx vertx = Vertx.vertx();
        try {
            ProcessMetrics metrics = new ProcessMetrics(vertx, registry);
            metrics.bind();
            assertThat(
                            registry.getMeters().stream()
                                    .map(Meter::getId)
                                    .map(Meter.Id::getName)
                                    .collect(Collectors.toSet()))
                    .contains(
                            "jvm.memory.used",
                            "jvm.memory.usage.after.gc",
                            "jvm.gc.max.data.size",
                            "jvm.threads.live",
                            "jvm.classes.loaded",
                            "jvm.info",
                            "process.uptime",
                            "process.files.open",
                            "system.cpu.count");
            metrics.stop();
        } finally {
            vertx.close();
        }
    }

    @Test
    void theyAreTakenUpAMomentAfterTheStart() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            new ProcessMetrics(vertx, registry).started(new StartupEvent());
            assertThat(registry.getMeters()).isEmpty();
            long end = System.nanoTime() + 30_000_000_000L;
            while (registry.find("system.cpu.count").meter() == null && System.nanoTime() < end) {
                Thread.sleep(50);
            }
            assertThat(registry.find("system.cpu.count").gauge()).isNotNull();
        } finally {
            vertx.close();
        }
    }
}
