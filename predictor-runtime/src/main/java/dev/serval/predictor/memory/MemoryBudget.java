package dev.serval.predictor.memory;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Keeps what is in memory within a number of bytes: what has lain idle for the longest is put out
/// first, lower priorities before higher ones, and pinned things never. The bytes are estimates of
/// those who own them. Threads share it.
public final class MemoryBudget {
    /// The limit of one that puts nothing out.
    public static final long UNLIMITED = Long.MAX_VALUE;

    private static final Logger LOG = Logger.getLogger(MemoryBudget.class);

    private final long limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Pageable, Long> residents = new IdentityHashMap<>();
    private final AtomicBoolean warned = new AtomicBoolean();
    private long used;

    /// @param limit how many bytes may be in memory
    public MemoryBudget(long limit) {
        this.limit = limit;
    }

    public boolean isLimited() {
        return limit != UNLIMITED;
    }

    /// Whether so many bytes more fit beside all that is in memory.
    public boolean hasRoomFor(long bytes) {
        lock.lock();
        try {
            return bytes <= limit - used;
        } finally {
            lock.unlock();
        }
    }

    /// How many bytes are in memory.
    public long used() {
        lock.lock();
        try {
            return used;
        } finally {
            lock.unlock();
        }
    }

    /// Puts out what has to go before so many bytes more are brought in.
    public void makeRoomFor(long bytes) {
        pageOutUntil(limit - Math.min(bytes, limit), null);
    }

    /// Counts something that is in memory from now on, and puts out what has to go for it.
    public void admit(Pageable resident) {
        lock.lock();
        try {
            long bytes = resident.byteSize();
            Long before = residents.put(resident, bytes);
            used += bytes - (before == null ? 0 : before);
        } finally {
            lock.unlock();
        }
        pageOutUntil(limit, resident);
    }

    /// Counts something no longer.
    public void forget(Pageable resident) {
        lock.lock();
        try {
            remove(resident);
        } finally {
            lock.unlock();
        }
    }

    private void pageOutUntil(long most, @Nullable Pageable spared) {
        if (!isLimited()) {
            return;
        }
        List<Pageable> victims = new ArrayList<>();
        lock.lock();
        try {
            while (used > most) {
                Pageable victim = victim(spared);
                if (victim == null) {
                    warnOnce();
                    break;
                }
                remove(victim);
                victims.add(victim);
            }
        } finally {
            lock.unlock();
        }
        for (Pageable victim : victims) {
            LOG.debugf("%s is put out of memory", victim.label());
            victim.pageOut();
        }
    }

    /// Of the lowest priority that there is, what was used the longest time ago. Goes through all:
    /// bringing something in takes far longer than that.
    private @Nullable Pageable victim(@Nullable Pageable spared) {
        Pageable found = null;
        for (Pageable resident : residents.keySet()) {
            if (resident != spared
                    && !resident.isPinned()
                    && (found == null || goesBefore(resident, found))) {
                found = resident;
            }
        }
        return found;
    }

    private static boolean goesBefore(Pageable one, Pageable other) {
        return one.priority() == other.priority()
                ? one.lastUsed() - other.lastUsed() < 0
                : one.priority() < other.priority();
    }

    private void remove(Pageable resident) {
        Long bytes = residents.remove(resident);
        used -= bytes == null ? 0 : bytes;
    }

    private void warnOnce() {
        if (warned.compareAndSet(false, true)) {
            LOG.warnf(
                    "models that cannot be put out of memory take %d bytes, more than the budget of"
                            + " %d",
                    used, limit);
        }
    }
}
