package dev.serval.server.catalog;

/// Whether the requests of a model are merged now, and why or why not.
///
/// @param reason one of a few, fit for a metric's label
/// @param explanation the reason in words, with the figures it rests on
public record BatchingStatus(State state, Reason reason, String explanation) {
    /// Whether requests are merged.
    public enum State {
        /// Never, as things are.
        OFF,
        /// Not now; that may change with what is measured.
        IDLE,
        /// For a while, to see what it brings.
        TRYING,
        ON
    }

    /// Why.
    public enum Reason {
        /// Switched off in the configuration.
        SWITCHED_OFF,
        /// Asked for in the configuration.
        CONFIGURED,
        /// Rows cannot be merged: a first dimension is fixed, or there is none.
        NO_BATCH_DIMENSION,
        /// What a row is answered depends on the rows beside it.
        ROWS_DEPEND_ON_EACH_OTHER,
        /// A merged run answered another number of rows than it was asked.
        ROWS_DO_NOT_MATCH,
        /// Merged runs fail though each of their requests does well by itself.
        MERGED_RUNS_FAIL,
        /// Not enough has been measured.
        LEARNING,
        /// Requests come one at a time.
        NO_CONCURRENCY,
        /// A merged run takes about as long as its parts.
        DOES_NOT_PAY,
        /// Merging two requests would take longer than the latency bound.
        LATENCY_BOUND,
        /// A merged run takes less than its parts.
        PAYS
    }

    /// Whether requests wait for others, if only for a moment.
    public boolean isGathering() {
        return state == State.ON || state == State.TRYING;
    }

    /// For what never merges.
    public static BatchingStatus off(Reason reason, String explanation) {
        return new BatchingStatus(State.OFF, reason, explanation);
    }
}
