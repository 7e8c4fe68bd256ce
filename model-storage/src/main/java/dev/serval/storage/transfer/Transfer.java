package dev.serval.storage.transfer;

import dev.serval.storage.retry.Backoff;
import dev.serval.storage.source.Checksum;
import dev.serval.storage.source.Listing;
import dev.serval.storage.source.RemoteFile;
import dev.serval.storage.source.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Fetches every file of a listing.
public final class Transfer {
    private final TransferSettings settings;

    public Transfer(TransferSettings settings) {
        this.settings = settings;
    }

    /// Makes the files complete and verified; goes on with what an earlier call left in the same
    /// directories.
    ///
    /// @param files where the files go
    /// @param journals where it is noted what is here
    /// @throws StorageException if one file cannot be had; the others are then given up too
    public void fetch(Listing listing, Path files, Path journals, TransferProgress progress)
            throws StorageException {
        settings.limits().require(listing);
        List<PartialFile> partials = open(listing, files, journals);
        Queue<Segment> queue = new ConcurrentLinkedQueue<>();
        List<PartialFile> unverified = new ArrayList<>();
        progress.begin(listing.knownBytes());
        long needed = 0;
        for (PartialFile partial : partials) {
            List<Segment> missing = partial.missing();
            queue.addAll(missing);
            long absent =
                    missing.stream()
                            .filter(segment -> !segment.isOpenEnded())
                            .mapToLong(segment -> segment.to() - segment.from())
                            .sum();
            needed += absent;
            progress.resumed(partial.remote().size().orElse(0) - absent);
            if (missing.isEmpty() && !partial.isVerified()) {
                unverified.add(partial);
            }
        }
        Disk.requireRoom(listing.uri(), files, needed);
        for (PartialFile partial : unverified) {
            finish(listing, partial);
        }
        run(listing, partials, queue, progress);
    }

    private List<PartialFile> open(Listing listing, Path files, Path journals)
            throws StorageException {
        List<PartialFile> partials = new ArrayList<>();
        try {
            Files.createDirectories(files);
            Files.createDirectories(journals);
            for (RemoteFile file : listing.files()) {
                partials.add(
                        new PartialFile(
                                file,
                                files.resolve(file.path()),
                                journals.resolve(Integer.toString(partials.size())),
                                settings.segmentBytes()));
            }
            return partials;
        } catch (IOException unwritable) {
            throw Disk.refusal(listing.uri(), files, unwritable);
        }
    }

    private void run(
            Listing listing,
            List<PartialFile> partials,
            Queue<Segment> queue,
            TransferProgress progress)
            throws StorageException {
        if (queue.isEmpty()) {
            return;
        }
        AtomicReference<@Nullable StorageException> first = new AtomicReference<>();
        int threads = Math.min(settings.parallel(), queue.size());
        try (ExecutorService workers =
                        Executors.newFixedThreadPool(
                                threads,
                                Thread.ofPlatform().daemon().name("storage-fetch-", 0).factory());
                StallGuard guard = new StallGuard(settings.stall())) {
            SegmentFetch.Shared shared =
                    new SegmentFetch.Shared(
                            listing,
                            settings,
                            progress,
                            new Backoff(
                                    settings.retry(), RandomGenerator.getDefault(), Thread::sleep),
                            guard,
                            new AtomicLong());
            CompletionService<@Nullable Void> ended = new ExecutorCompletionService<>(workers);
            for (int i = 0; i < threads; i++) {
                ended.submit(() -> work(shared, queue, first), null);
            }
            for (int i = 0; i < threads; i++) {
                await(listing, ended, workers);
                if (first.get() != null) {
                    guard.stopAll();
                    workers.shutdownNow();
                }
            }
        } finally {
            partials.forEach(Transfer::closeQuietly);
        }
        StorageException failure = first.get();
        if (failure != null) {
            throw failure;
        }
    }

    private void work(
            SegmentFetch.Shared shared,
            Queue<Segment> queue,
            AtomicReference<@Nullable StorageException> first) {
        SegmentFetch fetch = new SegmentFetch(shared);
        for (Segment next = queue.poll();
                next != null && first.get() == null;
                next = queue.poll()) {
            try {
                fetch.fetch(next);
                if (complete(shared.listing(), next)) {
                    finish(shared.listing(), next.file());
                }
            } catch (StorageException failure) {
                first.compareAndSet(null, failure);
            }
        }
    }

    private static boolean complete(Listing listing, Segment segment) throws StorageException {
        try {
            return segment.file().complete(segment);
        } catch (IOException unwritable) {
            throw Disk.refusal(listing.uri(), segment.file().path(), unwritable);
        }
    }

    /// Verifies a file of which every byte is here.
    private static void finish(Listing listing, PartialFile file) throws StorageException {
        try (file) {
            file.force();
            verify(listing, file);
            file.verified();
        } catch (IOException unwritable) {
            throw Disk.refusal(listing.uri(), file.path(), unwritable);
        }
    }

    private static void verify(Listing listing, PartialFile file)
            throws StorageException, IOException {
        RemoteFile remote = file.remote();
        if (remote.checksums().isEmpty()) {
            return;
        }
        Checksum expected = remote.checksums().getFirst();
        Checksum found = FileSum.of(file.path(), expected.algorithm());
        if (!found.equals(expected)) {
            throw new StorageException(
                    "storage URI '%s': %s: file '%s' has %s %s, expected %s"
                            .formatted(
                                    listing.uri(),
                                    listing.store(),
                                    remote.path(),
                                    expected.algorithm(),
                                    found.hex(),
                                    expected.hex()));
        }
    }

    /// Waits for the next thread that ends.
    private static void await(
            Listing listing, CompletionService<@Nullable Void> ended, ExecutorService workers)
            throws StorageException {
        try {
            ended.take().get();
        } catch (InterruptedException stopped) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
            throw new StorageException(
                    "storage URI '%s': the download was interrupted".formatted(listing.uri()),
                    stopped,
                    StorageException.Outlook.RESUMABLE);
        } catch (ExecutionException bug) {
            workers.shutdownNow();
            throw new IllegalStateException("a download thread failed", bug.getCause());
        }
    }

    private static void closeQuietly(PartialFile file) {
        try {
            file.close();
        } catch (IOException unclosed) {
            // What was being written is given up.
        }
    }
}
