package dev.serval.platform.local.capacity;

/// A replica and the calls that work at it. Guarded by the lock of its revision's capacity.
final class ReplicaSlot {
    private final ReplicaAddress address;
    private boolean isReachable = true;
    private boolean hasBegun;
    private boolean hasAnswered;
    private long firstBegan;
    private int working;

    ReplicaSlot(ReplicaAddress address) {
        this.address = address;
    }

    ReplicaAddress address() {
        return address;
    }

    int working() {
        return working;
    }

    boolean isReachable() {
        return isReachable;
    }

    void reachable() {
        isReachable = true;
    }

    void unreachable() {
        isReachable = false;
    }

    boolean hasRoom(long limit) {
        return isReachable && working < limit;
    }

    void begin(long nanos) {
        working++;
        if (!hasBegun) {
            hasBegun = true;
            firstBegan = nanos;
        }
    }

    void end() {
        working--;
    }

    /// How long its first call took, where that ends now; -1 where it has ended before.
    long firstTook(long nanos) {
        if (hasAnswered) {
            return -1;
        }
        hasAnswered = true;
        return nanos - firstBegan;
    }
}
