package dev.serval.platform.local.management;

import dev.serval.platform.local.control.ResourceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Puts what was there when a watch began before the changes that came while it was looked at, so
/// that the last word on a resource is the true one.
final class WatchFeed implements Consumer<ResourceEvent> {
    private final Consumer<ResourceEvent> listener;
    private final List<ResourceEvent> early = new ArrayList<>();
    private boolean isLive;

    WatchFeed(Consumer<ResourceEvent> listener) {
        this.listener = listener;
    }

    /// A change, on a thread of the platform.
    @Override
    public synchronized void accept(ResourceEvent event) {
        if (isLive) {
            listener.accept(event);
        } else {
            early.add(event);
        }
    }

    /// Lets the changes through, those that came early first.
    synchronized void goLive() {
        early.forEach(listener);
        early.clear();
        isLive = true;
    }
}
