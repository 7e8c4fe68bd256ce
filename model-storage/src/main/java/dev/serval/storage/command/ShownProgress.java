package dev.serval.storage.command;

import dev.serval.storage.fetch.FetchListener;
import dev.serval.storage.fetch.FetchedModel;
import dev.serval.storage.source.Listing;
import dev.serval.storage.source.Shown;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.transfer.TransferProgress;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Tells people how a model comes: on a terminal a line that is rewritten, elsewhere one now and
/// then.
final class ShownProgress implements FetchListener {
    private static final String REWRITE = "\r\033[K";

    private final PrintWriter out;
    private final Duration every;
    private final String before;
    private final String after;
    private @Nullable ScheduledExecutorService clock;

    ShownProgress(PrintWriter out, Duration every, String before, String after) {
        this.out = out;
        this.every = every;
        this.before = before;
        this.after = after;
    }

    static ShownProgress on(PrintWriter out) {
        Console console = System.console();
        return console != null && console.isTerminal()
                ? new ShownProgress(out, Duration.ofMillis(200), REWRITE, "")
                : new ShownProgress(out, Duration.ofSeconds(10), "", "\n");
    }

    @Override
    public void began(Listing listing, TransferProgress progress) {
        print(
                "%s: %s, %s%n"
                        .formatted(
                                listing.store(),
                                Shown.files(listing.files().size()),
                                listing.knownBytes() == 0
                                        ? "size unknown"
                                        : Shown.size(listing.knownBytes())));
        ScheduledExecutorService ticking =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("storage-progress").factory());
        clock = ticking;
        long millis = every.toMillis();
        var unused =
                ticking.scheduleAtFixedRate(
                        () -> print(before + line(progress.snapshot()) + after),
                        millis,
                        millis,
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void arrived(Listing listing, TransferProgress progress) {
        stop();
        print(before + line(progress.snapshot()) + "\n");
    }

    @Override
    public void warned(String message) {
        print("warning: " + message + "\n");
    }

    @Override
    public void finished(StorageUri uri, FetchedModel model) {
        stop();
        print("%s is in %s%n".formatted(uri, model.directory()));
    }

    private void stop() {
        ScheduledExecutorService ticking = clock;
        if (ticking != null) {
            ticking.shutdownNow();
            clock = null;
        }
    }

    private synchronized void print(String text) {
        out.print(text);
        out.flush();
    }

    /// What is here, how fast it comes and how long it takes.
    static String line(TransferProgress.Snapshot now) {
        String rate = Shown.size(Math.round(now.rate())) + "/s";
        if (now.total() == 0) {
            return "%s, %s".formatted(Shown.size(now.here()), rate);
        }
        long seconds = now.left().toSeconds();
        return "%s of %s (%d %%), %s, %d:%02d left"
                .formatted(
                        Shown.size(now.here()),
                        Shown.size(now.total()),
                        100 * now.here() / now.total(),
                        rate,
                        seconds / 60,
                        seconds % 60);
    }
}
