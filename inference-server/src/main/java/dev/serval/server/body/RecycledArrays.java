package dev.serval.server.body;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// Large arrays that are used again: an array of a megabyte for each request would have Java's
/// collector copy those of requests in flight, and hand out fresh pages, all the time. An array is
/// not cleared between two uses. Used by any thread.
///
/// Sizes are powers of two, and each has a queue of its own, so that no array is handed out for
/// less than half of what it holds.
final class RecycledArrays {
    /// What is smaller is quickly made and quickly forgotten.
    static final int LEAST = 1 << 16;

    private static final int MOST = 1 << 24;

    private final List<Queue<byte[]>> bySize;
    private final long limit;
    private final AtomicLong kept = new AtomicLong();

    /// @param limit the bytes that are kept for later at most
    RecycledArrays(long limit) {
        this.limit = limit;
        this.bySize =
                Stream.<Queue<byte[]>>generate(ConcurrentLinkedQueue::new)
                        .limit(place(MOST) + 1)
                        .toList();
    }

    /// An array of so many bytes or more, which holds what it held before.
    byte[] take(int size) {
        if (size < LEAST || size > MOST) {
            return new byte[size];
        }
        int place = place(size);
        byte[] used = bySize.get(place).poll();
        if (used == null) {
            return new byte[LEAST << place];
        }
        kept.addAndGet(-used.length);
        return used;
    }

    /// Takes an array back that nobody uses any more, if it is one that may be of use. Where that
    /// makes too much, the largest are forgotten.
    void giveBack(byte[] array) {
        int size = array.length;
        if (size < LEAST || size > MOST || Integer.bitCount(size) != 1) {
            return;
        }
        bySize.get(place(size)).add(array);
        kept.addAndGet(size);
        for (Queue<byte[]> largest : bySize.reversed()) {
            forget(largest);
        }
    }

    /// Forgets arrays of a size as long as too much is kept.
    private void forget(Queue<byte[]> arrays) {
        while (kept.get() > limit) {
            byte[] forgotten = arrays.poll();
            if (forgotten == null) {
                return;
            }
            kept.addAndGet(-forgotten.length);
        }
    }

    /// Bytes that are kept for later.
    long kept() {
        return kept.get();
    }

    /// The queue of the least power of two that is no smaller.
    private static int place(int size) {
        return Integer.SIZE - Integer.numberOfLeadingZeros((size - 1) / LEAST);
    }
}
