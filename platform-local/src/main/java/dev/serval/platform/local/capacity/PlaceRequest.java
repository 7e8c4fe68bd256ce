package dev.serval.platform.local.capacity;

/// A call that waits for a place. One of the two is called, once, on the thread that decides it.
public interface PlaceRequest {
    void granted(Place place);

    void refused(NoPlace reason);
}
