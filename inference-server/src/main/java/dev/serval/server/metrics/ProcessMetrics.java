package dev.serval.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/// Micrometer's measurements of the process: memory, threads, classes, processors, open files. They
/// are taken up a moment after the start, which they would lengthen by a twentieth, and which no
/// scrape is quick enough to miss.
@Singleton
class ProcessMetrics {
    private static final Logger LOG = Logger.getLogger(ProcessMetrics.class);
    private static final Duration AFTER_START = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final MeterRegistry registry;
    private final List<Runnable> endings = new ArrayList<>();

    ProcessMetrics(Vertx vertx, MeterRegistry registry) {
        this.vertx = vertx;
        this.registry = registry;
    }

    void started(@Observes StartupEvent event) {
        vertx.setTimer(AFTER_START.toMillis(), _ -> bindBeside());
    }

    private void bindBeside() {
        vertx.executeBlocking(
                        () -> {
                            bind();
                            return null;
                        },
                        false)
                .onFailure(failure -> LOG.warn("the process is not measured", failure));
    }

    /// Adds the measurements to the registry.
    synchronized void bind() {
        new ClassLoaderMetrics().bindTo(registry);
        new JvmInfoMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        if (!ImageMode.current().isNativeImage()) { // where collections cannot be listened to
            JvmGcMetrics collections = new JvmGcMetrics();
            collections.bindTo(registry);
            endings.add(collections::close);
            JvmHeapPressureMetrics pressure = new JvmHeapPressureMetrics();
            pressure.bindTo(registry);
            endings.add(pressure::close);
        }
    }

    @PreDestroy
    synchronized void stop() {
        endings.forEach(Runnable::run);
    }
}
