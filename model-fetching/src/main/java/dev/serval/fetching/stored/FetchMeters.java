package dev.serval.fetching.stored;

import dev.serval.storage.fetch.FetchListener;
import dev.serval.storage.fetch.FetchedModel;
import dev.serval.storage.source.Listing;
import dev.serval.storage.source.Shown;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.transfer.TransferProgress;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// How the model comes: in the log every few seconds, and as metrics from the first byte on.
@ApplicationScoped
class FetchMeters implements FetchListener {
    private static final Logger LOG = Logger.getLogger(FetchMeters.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final MeterRegistry registry;
    private @Nullable ScheduledExecutorService clock;

    FetchMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void began(Listing listing, TransferProgress progress) {
        LOG.infof(
                "%s is fetched from %s: %s, %s",
                listing.uri(),
                listing.store(),
                Shown.files(listing.files().size()),
                Shown.size(listing.knownBytes()));
        gauge(
                "fetched",
                "Bytes of the model that came over the network",
                progress,
                TransferProgress.Snapshot::fetched);
        gauge(
                "here",
                "Bytes of the model that are on this machine",
                progress,
                TransferProgress.Snapshot::here);
        gauge(
                "total",
                "Bytes of the model, as far as its store tells",
                progress,
                TransferProgress.Snapshot::total);
        stop();
        ScheduledExecutorService ticking =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("storage-progress").factory());
        clock = ticking;
        var unused =
                ticking.scheduleAtFixedRate(
                        () -> tell(listing, progress.snapshot()),
                        PAUSE.toMillis(),
                        PAUSE.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void arrived(Listing listing, TransferProgress progress) {
        stop();
        tell(listing, progress.snapshot());
    }

    @Override
    public void warned(String message) {
        LOG.warn(message);
    }

    @Override
    public void finished(StorageUri uri, FetchedModel model) {
        stop();
        LOG.infof(
                "%s is in %s (%s)",
                uri, model.directory(), model.source().name().toLowerCase(Locale.ROOT));
        registry.counter(
                        "serval.storage.models",
                        "source",
                        model.source().name().toLowerCase(Locale.ROOT))
                .increment();
    }

    private void gauge(
            String what,
            String description,
            TransferProgress progress,
            ToDoubleFunction<TransferProgress.Snapshot> value) {
        String name = "serval.storage." + what + ".bytes";
        var known = registry.find(name).gauge();
        if (known != null) {
            registry.remove(known);
        }
        Gauge.builder(name, () -> value.applyAsDouble(progress.snapshot()))
                .description(description)
                .register(registry);
    }

    private static void tell(Listing listing, TransferProgress.Snapshot now) {
        LOG.infof(
                "%s: %s of %s at %s/s, %d s left",
                listing.uri(),
                Shown.size(now.here()),
                Shown.size(now.total()),
                Shown.size(Math.round(now.rate())),
                now.left().toSeconds());
    }

    private synchronized void stop() {
        ScheduledExecutorService ticking = clock;
        if (ticking != null) {
            ticking.shutdownNow();
            clock = null;
        }
    }
}
