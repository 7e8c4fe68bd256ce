package dev.serval.inference.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/// A few things for each of several threads, so that threads that take and give back all the time
/// meet at none of them. A thread has the same stash always, and shares it where there are more
/// threads than stashes. Used by any thread; nothing here waits.
///
/// @param <T> the things
final class Stashes<T> {
    private static final int MOST_STASHES = 64;
    private static final int SIZE = 8;

    private final List<Stash<T>> stashes = new ArrayList<>();

    /// @param threads for how many there are to be stashes, at least, up to 64
    Stashes(int threads) {
        int count = Math.min(MOST_STASHES, 2 * Integer.highestOneBit(threads));
        for (int i = 0; i < count; i++) {
            stashes.add(new Stash<>());
        }
    }

    /// How many things all stashes hold at most.
    int capacity() {
        return stashes.size() * SIZE;
    }

    /// What this thread put here last and nobody took since; none if its stash is empty, or in use.
    @Nullable T poll() {
        return own().poll();
    }

    /// Puts a thing into this thread's stash.
    ///
    /// @return whether it was taken; not if the stash is full, or in use
    boolean offer(T thing) {
        return own().offer(thing);
    }

    private Stash<T> own() {
        // Threads of one group are numbered one after the other.
        int index = (int) Thread.currentThread().threadId() & stashes.size() - 1;
        return stashes.get(index);
    }

    /// A stack of things. Who finds another thread at it goes elsewhere.
    private static final class Stash<T> {
        private static final int IN_USE = 0;
        private static final int COUNT = 1;

        /// So many elements, of 4 bytes, that no two stashes share a cache line wherever they lie.
        private static final int APART = 32;

        private final AtomicIntegerArray state = new AtomicIntegerArray(APART);
        private final @Nullable Object[] things = new @Nullable Object[APART];

        @Nullable T poll() {
            if (!state.compareAndSet(IN_USE, 0, 1)) {
                return null;
            }
            int count = state.getPlain(COUNT);
            T last = null;
            if (count > 0) {
                @SuppressWarnings("unchecked")
                T put = (T) things[count - 1];
                last = put;
                things[count - 1] = null;
                state.setPlain(COUNT, count - 1);
            }
            state.setRelease(IN_USE, 0);
            return last;
        }

        boolean offer(T thing) {
            if (!state.compareAndSet(IN_USE, 0, 1)) {
                return false;
            }
            int count = state.getPlain(COUNT);
            boolean hasRoom = count < SIZE;
            if (hasRoom) {
                things[count] = thing;
                state.setPlain(COUNT, count + 1);
            }
            state.setRelease(IN_USE, 0);
            return hasRoom;
        }
    }
}
