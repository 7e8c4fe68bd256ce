package dev.serval.storage.transfer;

import dev.serval.storage.retry.Backoff;
import dev.serval.storage.source.Listing;
import dev.serval.storage.source.RemoteFile;
import dev.serval.storage.source.Shown;
import dev.serval.storage.source.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/// Fetches segments, one after the other; each thread has its own. An attempt goes on from where
/// the one before ended, if the store hands out ranges.
final class SegmentFetch {
    private static final int BUFFER = 256 << 10;
    private static final int MOST_ATTEMPTS = 50;

    /// After how many bytes of a segment it is noted that they are here.
    private static final long NOTED = 4 << 20;

    /// What the threads of one transfer share.
    ///
    /// @param unannounced bytes of files whose size nobody told, against the limit
    record Shared(
            Listing listing,
            TransferSettings settings,
            TransferProgress progress,
            Backoff backoff,
            StallGuard guard,
            AtomicLong unannounced) {}

    private final Shared shared;
    private final byte[] bytes = new byte[BUFFER];
    private final ByteBuffer wrapped = ByteBuffer.wrap(bytes);

    SegmentFetch(Shared shared) {
        this.shared = shared;
    }

    /// Writes the segment's bytes to their file. A store's library may fail in ways of its own.
    void fetch(Segment segment) throws StorageException {
        try {
            fetchInAttempts(segment);
        } catch (RuntimeException defect) {
            throw new StorageException(
                    "%s: %s".formatted(subject(segment), Shown.defect(defect)), defect);
        }
    }

    private void fetchInAttempts(Segment segment) throws StorageException {
        long at = segment.from();
        int fruitless = 0;
        for (int attempt = 1; ; attempt++) {
            long before = at;
            Attempt result = attempt(segment, at);
            at = result.reached();
            if (result.failure() == null) {
                return;
            }
            fruitless = at > before ? 1 : fruitless + 1;
            if (fruitless >= shared.backoff().attempts() || attempt >= MOST_ATTEMPTS) {
                throw exhausted(segment, attempt, result.failure());
            }
            pause(fruitless, result.failure(), segment);
        }
    }

    /// @param failure why the attempt ended early; null if it did not
    private record Attempt(long reached, @org.jspecify.annotations.Nullable IOException failure) {}

    private Attempt attempt(Segment segment, long start) throws StorageException {
        boolean ranged = segment.file().remote().content().isRanged();
        long from = ranged ? start : segment.from();
        shared.progress().lost(start - from);
        Cursor cursor = new Cursor(segment, from);
        try (StallGuard.Guarded in =
                shared.guard().watch(segment.file().remote().content().open(from, segment.to()))) {
            cursor.drain(in);
            return new Attempt(cursor.at, null);
        } catch (IOException failure) {
            return new Attempt(cursor.at, failure);
        }
    }

    private void pause(int failed, IOException failure, Segment segment) throws StorageException {
        try {
            shared.progress().retried();
            shared.backoff().pause(failed, failure);
        } catch (IOException interrupted) {
            throw exhausted(segment, failed, interrupted);
        }
    }

    private StorageException exhausted(Segment segment, int attempts, IOException failure) {
        return new StorageException(
                "%s: %s (tried %d times)"
                        .formatted(subject(segment), Shown.words(failure), attempts),
                failure,
                StorageException.Outlook.RESUMABLE);
    }

    private String subject(Segment segment) {
        return "storage URI '%s': %s: file '%s'"
                .formatted(
                        shared.listing().uri(),
                        shared.listing().store(),
                        segment.file().remote().path());
    }

    /// Where in the file the next bytes go.
    private final class Cursor {
        private final Segment segment;
        private long at;
        private long noted;

        Cursor(Segment segment, long at) {
            this.segment = segment;
            this.at = at;
            this.noted = at;
        }

        void drain(StallGuard.Guarded in) throws IOException, StorageException {
            while (at < segment.to()) {
                if (Thread.interrupted()) {
                    Thread.currentThread().interrupt();
                    throw new java.io.InterruptedIOException("interrupted");
                }
                int wanted = (int) Math.min(BUFFER, segment.to() - at);
                int read = in.read(bytes, wanted);
                if (read < 0) {
                    end();
                    return;
                }
                requireWithinLimit(read);
                write(read);
            }
            if (isWholeFile() && in.read(bytes, 1) > 0) {
                throw new StorageException(
                        "%s has more than the %d bytes that were announced"
                                .formatted(subject(segment), segment.to()));
            }
        }

        private boolean isWholeFile() {
            RemoteFile remote = segment.file().remote();
            return !remote.content().isRanged() && remote.size().isPresent();
        }

        private void end() throws IOException, StorageException {
            if (!segment.isOpenEnded()) {
                throw new IOException(
                        "the answer ended at byte %d, expected %d".formatted(at, segment.to()));
            }
            try {
                segment.file().truncate(at);
            } catch (IOException unwritable) {
                throw Disk.refusal(shared.listing().uri(), segment.file().path(), unwritable);
            }
        }

        private void requireWithinLimit(int read) throws StorageException {
            if (!segment.isOpenEnded()) {
                return;
            }
            long all = shared.listing().knownBytes() + shared.unannounced().addAndGet(read);
            long most = shared.settings().limits().maxBytes();
            if (all > most) {
                throw new StorageException(
                        "%s has more than %s, which is all that is allowed"
                                .formatted(subject(segment), Shown.size(most)));
            }
        }

        private void write(int read) throws StorageException {
            try {
                segment.file().write(wrapped.limit(read).position(0), at);
                at += read;
                if (at - noted >= NOTED) {
                    segment.file().reached(segment, at);
                    noted = at;
                }
            } catch (IOException unwritable) {
                throw Disk.refusal(shared.listing().uri(), segment.file().path(), unwritable);
            }
            shared.progress().fetched(read);
        }
    }
}
