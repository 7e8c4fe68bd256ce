package dev.serval.platform.local.capacity;

import dev.serval.platform.local.capacity.Admission.Cancellation;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// A call in the queue of its revision. It is decided under the lock of the revision's capacity,
/// and told of it outside.
final class Waiter implements Cancellation {
    private final RevisionCapacity capacity;
    private final Duration patience;
    private final PlaceRequest request;
    private @Nullable Future<?> timeout;
    private @Nullable Place place;
    private @Nullable NoPlace refusal;

    Waiter(RevisionCapacity capacity, Duration patience, PlaceRequest request) {
        this.capacity = capacity;
        this.patience = patience;
        this.request = request;
    }

    Duration patience() {
        return patience;
    }

    void timesOutBy(Future<?> task) {
        timeout = task;
    }

    void grant(Place granted) {
        place = granted;
        stopTimeout();
    }

    void refuse(NoPlace reason) {
        refusal = reason;
        stopTimeout();
    }

    void stopTimeout() {
        if (timeout != null) {
            timeout.cancel(false);
        }
    }

    /// Tells the call what was decided, if anything was.
    void tell() {
        if (place != null) {
            request.granted(place);
        }
        if (refusal != null) {
            request.refused(refusal);
        }
    }

    @Override
    public void cancel() {
        capacity.leave(this);
    }
}
