package dev.serval.platform.local.capacity;

/// A place that a call has at a replica.
final class HeldPlace implements Place {
    private final RevisionCapacity capacity;
    private final ReplicaSlot slot;
    private boolean isReleased;

    HeldPlace(RevisionCapacity capacity, ReplicaSlot slot) {
        this.capacity = capacity;
        this.slot = slot;
    }

    ReplicaSlot slot() {
        return slot;
    }

    /// Whether it is given back with this call, and was not before. Guarded by the capacity's lock.
    boolean giveBack() {
        boolean first = !isReleased;
        isReleased = true;
        return first;
    }

    @Override
    public ReplicaAddress replica() {
        return slot.address();
    }

    @Override
    public void release() {
        capacity.release(this);
    }

    @Override
    public void releaseUnreachable() {
        capacity.releaseUnreachable(this);
    }
}
