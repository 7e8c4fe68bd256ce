package dev.serval.platform.local.capacity;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A revision's capacity as the gateway sees it. Safe for threads.
public interface Admission {
    /// A place at the least busy replica, or null if none is free now.
    @Nullable Place find();

    /// Waits for a place, first come first served, and asks for a replica if there is none.
    ///
    /// @param patience how long to wait
    /// @return what takes the request out of the queue, for a caller that went away
    Cancellation await(Duration patience, PlaceRequest request);

    /// Takes a waiting request out of the queue. Harmless after it was decided.
    interface Cancellation {
        void cancel();
    }
}
