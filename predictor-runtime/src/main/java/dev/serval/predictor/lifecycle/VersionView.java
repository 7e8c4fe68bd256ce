package dev.serval.predictor.lifecycle;

import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.model.ModelVersion;
import dev.serval.server.catalog.ModelState;
import org.jspecify.annotations.Nullable;

/// A version at one moment.
///
/// @param reason why it is in that state, or why what was tried last has failed; empty otherwise
/// @param served what answers for it, if it is READY
/// @param attempt what was tried last; `null` if nothing was since it was last unloaded
record VersionView(
        ModelState state,
        String reason,
        @Nullable ServedVersion served,
        @Nullable Attempt attempt) {

    static VersionView unavailable(String reason) {
        return new VersionView(ModelState.UNAVAILABLE, reason, null, null);
    }

    /// Waiting for its turn to be loaded.
    static VersionView awaited() {
        return new VersionView(ModelState.LOADING, "", null, null);
    }

    static VersionView ready(ServedVersion served, Attempt attempt) {
        return new VersionView(ModelState.READY, "", served, attempt);
    }

    static VersionView unloading(String reason) {
        return new VersionView(ModelState.UNLOADING, reason, null, null);
    }

    /// This one while the attempt is made; what serves goes on serving.
    VersionView attempting(Attempt now) {
        ModelState meanwhile = served == null ? ModelState.LOADING : ModelState.READY;
        return new VersionView(meanwhile, "", served, now);
    }

    /// This one after its attempt has failed; what serves goes on serving.
    VersionView failed(String why) {
        ModelState after = served == null ? ModelState.UNAVAILABLE : ModelState.READY;
        return new VersionView(after, why, served, attempt);
    }

    /// This one once what served could not be brought back into memory.
    VersionView lost(String why) {
        return new VersionView(ModelState.UNAVAILABLE, why, null, attempt);
    }

    /// Brings what serves into memory, if that was asked for by name.
    ///
    /// @throws ModelLoadException with the reason
    void loadIfAsked(Effort effort) throws ModelLoadException {
        if (served != null && effort == Effort.RETRY_FAILED) {
            served.loadIfAway();
        }
    }

    /// Whether it serves and is not in memory.
    boolean isPagedOut() {
        return served != null && !served.isInMemory();
    }

    /// Whether there is nothing to do to make it what the attempt would.
    boolean stands(Attempt wanted, Effort effort) {
        boolean succeeded = served != null && reason.isEmpty();
        return wanted.equals(attempt) && (succeeded || effort != Effort.RETRY_FAILED);
    }

    boolean isReady() {
        return served != null;
    }

    /// Whether nothing of it is loaded or in use.
    boolean isIdle() {
        return served == null && state != ModelState.UNLOADING;
    }

    /// The state as a sentence of its own.
    String sentence(ModelVersion version) {
        return switch (state) {
            case LOADING -> "Version %s is loading.".formatted(version);
            case UNLOADING -> "Version %s is being unloaded.".formatted(version);
            case READY -> "Version %s is ready.".formatted(version);
            case UNAVAILABLE -> "Version %s: %s".formatted(version, reason);
        };
    }
}
