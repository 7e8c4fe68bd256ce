package dev.serval.server.coldstart;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Reports each phase of the start as `serval_cold_start_seconds`. A phase that has not ended, or
/// of which this process cannot know, is not there.
@Singleton
public class ColdStart {
    private static final int FIRST = 1;

    private final MeterRegistry registry;
    private final AtomicReference<@Nullable Long> loadingBegan = new AtomicReference<>();
    private final AtomicBoolean loaded = new AtomicBoolean();
    private final AtomicInteger awaited = new AtomicInteger(2);
    private volatile boolean answered;

    public ColdStart(MeterRegistry registry) {
        this.registry = registry;
    }

    /// At the latest now models are loaded.
    void started(@Observes @Priority(FIRST) StartupEvent event) {
        loadingBegins();
        endLoad();
    }

    /// Says that models are loaded from now on, while the application may still be starting. Only
    /// the first time counts.
    public void loadingBegins() {
        if (!loadingBegan.compareAndSet(null, System.nanoTime())) {
            return;
        }
        Optional<Duration> jvm =
                Optional.ofNullable(Long.getLong(ProcessAge.AT_MAIN)).map(Duration::ofMillis);
        jvm.ifPresent(took -> report(StartPhase.JVM, took));
        jvm.flatMap(began -> ProcessAge.now().map(now -> now.minus(began)))
                .ifPresent(took -> report(StartPhase.APPLICATION, took));
    }

    /// Says that all models that have to answer can.
    public void modelsLoaded() {
        if (loaded.compareAndSet(false, true)) {
            endLoad();
        }
    }

    /// The phase has ended when both have: the load, and what starts meanwhile.
    private void endLoad() {
        Long began = loadingBegan.get();
        if (awaited.decrementAndGet() == 0 && began != null) {
            report(StartPhase.MODEL_LOAD, Duration.ofNanos(System.nanoTime() - began));
        }
    }

    /// Says that a call was answered; all but the first are passed over.
    ///
    /// @param nanos how long it took
    public void answered(long nanos) {
        if (!answered) {
            answeredFirst(Duration.ofNanos(nanos));
        }
    }

    private synchronized void answeredFirst(Duration took) {
        if (!answered) {
            answered = true;
            report(StartPhase.FIRST_INFERENCE, took);
        }
    }

    private void report(StartPhase phase, Duration took) {
        double seconds = took.toNanos() / 1e9;
        Gauge.builder("serval.cold.start", () -> seconds)
                .description("How long each phase of this process's start took.")
                .baseUnit("seconds")
                .tag("phase", phase.label())
                .register(registry);
    }
}
