package dev.serval.platform.local.capacity;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// The capacity of one revision, for the gateway and for whoever runs its replicas.
///
/// One short lock guards it all. While calls wait no place is free, so a call that asks for one
/// never overtakes; and whoever is told something is told outside the lock. A call that finds a
/// place at once costs the place's object and two looks at the clock.
public final class RevisionCapacity implements Admission, Demand {
    private final CapacityLimits limits;
    private final ScheduledExecutorService timer;
    private final LongSupplier nanoTime;

    private final ReentrantLock lock = new ReentrantLock();
    private final ReplicaSlots slots;
    private final ConcurrencyMeter meter;
    private final LinkedHashSet<Waiter> waiting = new LinkedHashSet<>();
    private @Nullable Runnable wake;
    private boolean isWakeAsked;
    private @Nullable String notStarting;
    private boolean isRetired;

    /// @param timer runs out the patience of calls that wait; not closed with this
    public RevisionCapacity(CapacityLimits limits, ScheduledExecutorService timer) {
        this(limits, timer, System::nanoTime);
    }

    /// @param nanoTime the clock by which concurrency is measured
    public RevisionCapacity(
            CapacityLimits limits, ScheduledExecutorService timer, LongSupplier nanoTime) {
        this.limits = limits;
        this.timer = timer;
        this.nanoTime = nanoTime;
        this.slots = new ReplicaSlots(limits.callsPerReplica());
        this.meter = new ConcurrencyMeter(nanoTime.getAsLong());
    }

    @Override
    public @Nullable Place find() {
        lock.lock();
        try {
            var slot = waiting.isEmpty() ? slots.findLeastBusy() : null;
            if (slot == null) {
                return null;
            }
            meter.arrived();
            meter.entered(nanoTime.getAsLong());
            return hold(slot);
        } finally {
            lock.unlock();
        }
    }

    private Place hold(ReplicaSlot slot) {
        slot.begin();
        return new HeldPlace(this, slot);
    }

    @Override
    public Cancellation await(Duration patience, PlaceRequest request) {
        var waiter = new Waiter(this, patience, request);
        Runnable wakeNow;
        lock.lock();
        try {
            meter.arrived();
            decideOrEnqueue(waiter);
            wakeNow = takeWake();
        } finally {
            lock.unlock();
        }
        waiter.tell();
        wakeNow.run();
        return waiter;
    }

    private void decideOrEnqueue(Waiter waiter) {
        if (isRetired) {
            waiter.refuse(new NoPlace.Retired());
            return;
        }
        var slot = waiting.isEmpty() ? slots.findLeastBusy() : null;
        if (slot != null) {
            meter.entered(nanoTime.getAsLong());
            waiter.grant(hold(slot));
            return;
        }
        if (notStarting != null && !slots.hasReachable()) {
            waiter.refuse(new NoPlace.NotStarting(notStarting));
            return;
        }
        if (waiting.size() >= limits.waitingCalls()) {
            waiter.refuse(new NoPlace.QueueFull(limits.waitingCalls()));
            return;
        }
        waiting.add(waiter);
        meter.entered(nanoTime.getAsLong());
        waiter.timesOutBy(
                timer.schedule(
                        () -> expire(waiter), waiter.patience().toNanos(), TimeUnit.NANOSECONDS));
    }

    /// What wakes the revision, if calls wait for it in vain and it was not woken for them before.
    private Runnable takeWake() {
        boolean isWanted = !waiting.isEmpty() && !slots.hasReachable();
        if (!isWanted) {
            isWakeAsked = false;
            return () -> {};
        }
        if (wake == null || isWakeAsked) {
            return () -> {};
        }
        isWakeAsked = true;
        return wake;
    }

    private void expire(Waiter waiter) {
        lock.lock();
        try {
            if (!removeFromQueue(waiter)) {
                return;
            }
            waiter.refuse(new NoPlace.TimedOut(waiter.patience()));
        } finally {
            lock.unlock();
        }
        waiter.tell();
    }

    void leave(Waiter waiter) {
        lock.lock();
        try {
            if (removeFromQueue(waiter)) {
                waiter.stopTimeout();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean removeFromQueue(Waiter waiter) {
        boolean waited = waiting.remove(waiter);
        if (waited) {
            meter.left(nanoTime.getAsLong());
            isWakeAsked = isWakeAsked && !waiting.isEmpty();
        }
        return waited;
    }

    void release(HeldPlace place) {
        @Nullable Waiter next;
        lock.lock();
        try {
            if (!end(place)) {
                return;
            }
            next = grantNext();
        } finally {
            lock.unlock();
        }
        if (next != null) {
            next.tell();
        }
    }

    void releaseUnreachable(HeldPlace place) {
        Runnable wakeNow;
        lock.lock();
        try {
            if (!end(place)) {
                return;
            }
            place.slot().unreachable();
            wakeNow = takeWake();
        } finally {
            lock.unlock();
        }
        wakeNow.run();
    }

    private boolean end(HeldPlace place) {
        if (!place.giveBack()) {
            return false;
        }
        place.slot().end();
        slots.ended(place.slot());
        meter.left(nanoTime.getAsLong());
        return true;
    }

    /// Gives a free place to the call that waits longest; null if there is no such place or call.
    private @Nullable Waiter grantNext() {
        if (waiting.isEmpty()) {
            return null;
        }
        var slot = slots.findLeastBusy();
        if (slot == null) {
            return null;
        }
        var first = waiting.removeFirst();
        first.grant(hold(slot));
        return first;
    }

    @Override
    public void replicas(List<ReplicaAddress> ready) {
        var decided = new ArrayDeque<Waiter>();
        Runnable wakeNow;
        lock.lock();
        try {
            if (isRetired) {
                return;
            }
            slots.list(ready);
            if (!ready.isEmpty()) {
                notStarting = null;
            }
            for (var next = grantNext(); next != null; next = grantNext()) {
                decided.add(next);
            }
            wakeNow = takeWake();
        } finally {
            lock.unlock();
        }
        decided.forEach(Waiter::tell);
        wakeNow.run();
    }

    @Override
    public void notStarting(String reason) {
        Queue<Waiter> decided = new ArrayDeque<>();
        lock.lock();
        try {
            notStarting = reason;
            if (!slots.hasReachable()) {
                decided = refuseAll(new NoPlace.NotStarting(reason));
            }
        } finally {
            lock.unlock();
        }
        decided.forEach(Waiter::tell);
    }

    private Queue<Waiter> refuseAll(NoPlace reason) {
        var refused = new ArrayDeque<>(waiting);
        waiting.clear();
        isWakeAsked = false;
        long now = nanoTime.getAsLong();
        for (var waiter : refused) {
            meter.left(now);
            waiter.refuse(reason);
        }
        return refused;
    }

    @Override
    public void starting() {
        lock.lock();
        try {
            notStarting = null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public DemandSample sample() {
        lock.lock();
        try {
            return meter.take(nanoTime.getAsLong(), slots.working(), waiting.size());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int working(ReplicaAddress replica) {
        lock.lock();
        try {
            return slots.working(replica);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void whenWanted(Runnable action) {
        Runnable wakeNow;
        lock.lock();
        try {
            wake = action;
            wakeNow = takeWake();
        } finally {
            lock.unlock();
        }
        wakeNow.run();
    }

    @Override
    public void close() {
        Queue<Waiter> decided;
        lock.lock();
        try {
            isRetired = true;
            slots.list(List.of());
            decided = refuseAll(new NoPlace.Retired());
        } finally {
            lock.unlock();
        }
        decided.forEach(Waiter::tell);
    }
}
