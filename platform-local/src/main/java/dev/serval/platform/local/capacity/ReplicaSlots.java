package dev.serval.platform.local.capacity;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The replicas of a revision: those that take calls, and those that only end what they work on.
/// Guarded by the lock of the revision's capacity.
final class ReplicaSlots {
    private final long limit;
    private ReplicaSlot[] listed = {};
    private final List<ReplicaSlot> leaving = new ArrayList<>();
    private int next;

    /// @param limit how many calls a replica works on at once; 0 for no limit
    ReplicaSlots(long limit) {
        this.limit = limit == 0 ? Long.MAX_VALUE : limit;
    }

    /// The replicas that take calls from now on, all of them reachable as far as is known.
    void list(List<ReplicaAddress> ready) {
        var known = new ArrayList<>(leaving);
        known.addAll(List.of(listed));
        leaving.clear();
        listed = new ReplicaSlot[ready.size()];
        for (int i = 0; i < listed.length; i++) {
            var slot = take(known, ready.get(i));
            slot.reachable();
            listed[i] = slot;
        }
        known.stream().filter(slot -> slot.working() > 0).forEach(leaving::add);
    }

    private static ReplicaSlot take(List<ReplicaSlot> known, ReplicaAddress address) {
        for (var slot : known) {
            if (slot.address().equals(address)) {
                known.remove(slot);
                return slot;
            }
        }
        return new ReplicaSlot(address);
    }

    /// The replica with the fewest calls that may take another, or null. Those with equally few
    /// take turns.
    @Nullable ReplicaSlot findLeastBusy() {
        ReplicaSlot best = null;
        int count = listed.length;
        int first = next;
        for (int i = 0; i < count; i++) {
            var slot = listed[(first + i) % count];
            if (slot.hasRoom(limit) && (best == null || slot.working() < best.working())) {
                best = slot;
            }
        }
        next = count == 0 ? 0 : (first + 1) % count;
        return best;
    }

    boolean hasReachable() {
        for (var slot : listed) {
            if (slot.isReachable()) {
                return true;
            }
        }
        return false;
    }

    /// To be called when a call ended at a replica: one that left and has none is forgotten.
    void ended(ReplicaSlot slot) {
        if (slot.working() == 0 && !leaving.isEmpty()) {
            leaving.remove(slot);
        }
    }

    int working() {
        int sum = 0;
        for (var slot : listed) {
            sum += slot.working();
        }
        for (var slot : leaving) {
            sum += slot.working();
        }
        return sum;
    }

    int working(ReplicaAddress replica) {
        for (var slot : listed) {
            if (slot.address().equals(replica)) {
                return slot.working();
            }
        }
        for (var slot : leaving) {
            if (slot.address().equals(replica)) {
                return slot.working();
            }
        }
        return 0;
    }
}
