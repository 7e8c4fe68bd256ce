package dev.serval.platform.local.capacity;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
    private final WakeCall wake = new WakeCall();
    private volatile FirstAnswer firstAnswer = (_, _) -> {};
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
            return enter(slot);
        } finally {
            lock.unlock();
        }
    }

    private Place enter(ReplicaSlot slot) {
        long now = nanoTime.getAsLong();
        meter.entered(now);
        return hold(slot, now);
    }

    private Place hold(ReplicaSlot slot, long now) {
        slot.begin(now);
        return new HeldPlace(this, slot);
    }

    @Override
    public Cancellation await(Duration patience, PlaceRequest request) {
        var waiter = new Waiter(this, patience, request);
        change(() -> {
            meter.arrived();
            decideOrEnqueue(waiter);
            return List.of(waiter);
        });
        return waiter;
    }

    private void decideOrEnqueue(Waiter waiter) {
        if (isRetired) {
            waiter.refuse(new NoPlace.Retired());
            return;
        }
        var slot = waiting.isEmpty() ? slots.findLeastBusy() : null;
        if (slot != null) {
            waiter.grant(enter(slot));
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
        return wake.take(!waiting.isEmpty() && !slots.hasReachable());
    }

    private void expire(Waiter waiter) {
        change(() -> {
            if (!removeFromQueue(waiter)) {
                return List.of();
            }
            waiter.refuse(new NoPlace.TimedOut(waiter.patience()));
            return List.of(waiter);
        });
    }

    void leave(Waiter waiter) {
        change(() -> {
            if (removeFromQueue(waiter)) {
                waiter.stopTimeout();
            }
            return List.of();
        });
    }

    private boolean removeFromQueue(Waiter waiter) {
        boolean waited = waiting.remove(waiter);
        if (waited) {
            meter.left(nanoTime.getAsLong());
        }
        return waited;
    }

    void release(HeldPlace place) {
        @Nullable Waiter next;
        long firstTook;
        lock.lock();
        try {
            if (!end(place)) {
                return;
            }
            firstTook = place.slot().firstTook(nanoTime.getAsLong());
            next = grantNext();
        } finally {
            lock.unlock();
        }
        if (next != null) {
            next.tell();
        }
        if (firstTook >= 0) {
            firstAnswer.took(place.replica(), Duration.ofNanos(firstTook));
        }
    }

    void releaseUnreachable(HeldPlace place) {
        change(() -> {
            if (end(place)) {
                place.slot().unreachable();
            }
            return List.of();
        });
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
        first.grant(hold(slot, nanoTime.getAsLong()));
        return first;
    }

    @Override
    public void replicas(List<ReplicaAddress> ready) {
        change(() -> isRetired ? List.of() : list(ready));
    }

    private Collection<Waiter> list(List<ReplicaAddress> ready) {
        slots.list(ready);
        if (!ready.isEmpty()) {
            notStarting = null;
        }
        var granted = new ArrayDeque<Waiter>();
        for (var next = grantNext(); next != null; next = grantNext()) {
            granted.add(next);
        }
        return granted;
    }

    @Override
    public void notStarting(String reason) {
        change(() -> {
            notStarting = reason;
            return slots.hasReachable() ? List.of() : refuseAll(new NoPlace.NotStarting(reason));
        });
    }

    private Collection<Waiter> refuseAll(NoPlace reason) {
        var refused = new ArrayDeque<>(waiting);
        waiting.clear();
        long now = nanoTime.getAsLong();
        for (var waiter : refused) {
            meter.left(now);
            waiter.refuse(reason);
        }
        return refused;
    }

    @Override
    public void starting() {
        change(() -> {
            notStarting = null;
            return List.of();
        });
    }

    @Override
    public DemandSample sample() {
        return locked(() -> meter.take(nanoTime.getAsLong(), slots.working(), waiting.size()));
    }

    @Override
    public int working(ReplicaAddress replica) {
        return locked(() -> slots.working(replica));
    }

    @Override
    public void whenWanted(Runnable action) {
        change(() -> {
            wake.is(action);
            return List.of();
        });
    }

    /// Changes something, and tells those that it decides for, outside the lock.
    private void change(Supplier<Collection<Waiter>> change) {
        Collection<Waiter> decided;
        Runnable wakeNow;
        lock.lock();
        try {
            decided = change.get();
            wakeNow = takeWake();
        } finally {
            lock.unlock();
        }
        decided.forEach(Waiter::tell);
        wakeNow.run();
    }

    private <T> T locked(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void whenFirstAnswered(FirstAnswer listener) {
        firstAnswer = listener;
    }

    @Override
    public void close() {
        change(() -> {
            isRetired = true;
            slots.list(List.of());
            return refuseAll(new NoPlace.Retired());
        });
    }
}
