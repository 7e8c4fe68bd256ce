package dev.serval.platform.local.replica;

import java.util.Locale;

/// How far a replica is.
public enum ReplicaState {
    /// Its program runs and does not answer yet.
    STARTING,
    /// It answers.
    READY,
    /// Its program ended by itself and waits to be started again.
    FAILED,
    /// It is no longer wanted, and finishes what it works on.
    DRAINING,
    /// Its program was told to end.
    ENDING,
    /// It is gone.
    ENDED;

    /// Whether a replica is counted among those that are wanted.
    public boolean isWanted() {
        return switch (this) {
            case STARTING, READY, FAILED -> true;
            case DRAINING, ENDING, ENDED -> false;
        };
    }

    /// `starting`
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
