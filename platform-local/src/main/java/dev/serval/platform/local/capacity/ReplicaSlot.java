package dev.serval.platform.local.capacity;

/// A replica and the calls that work at it. Guarded by the lock of its revision's capacity.
final class ReplicaSlot {
    private final ReplicaAddress address;
    private boolean isReachable = true;
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

    void begin() {
        working++;
    }

    void end() {
        working--;
    }
}
