package dev.serval.platform.local.capacity;

import org.jspecify.annotations.Nullable;

/// Asks for a replica, once for all calls that wait for one. Guarded by the lock of the revision's
/// capacity.
final class WakeCall {
    private static final Runnable NOTHING = () -> {};

    private @Nullable Runnable wake;
    private boolean isAsked;

    /// What asks for one.
    void is(Runnable action) {
        wake = action;
    }

    /// What is to be run, outside the lock.
    ///
    /// @param isWanted whether calls wait in vain
    Runnable take(boolean isWanted) {
        if (!isWanted) {
            isAsked = false;
            return NOTHING;
        }
        if (wake == null || isAsked) {
            return NOTHING;
        }
        isAsked = true;
        return wake;
    }
}
