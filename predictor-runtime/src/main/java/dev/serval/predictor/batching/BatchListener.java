package dev.serval.predictor.batching;

import dev.serval.server.catalog.BatchingStatus;

/// Is told what becomes of the requests of one model version. Must not block.
public interface BatchListener {
    /// One that does nothing.
    BatchListener NONE =
            new BatchListener() {
                @Override
                public void ran(long rows) {}

                @Override
                public void judged(BatchingStatus status) {}
            };

    /// Requests left the queue and are computed in one run.
    ///
    /// @param rows how many rows the run has
    void ran(long rows);

    /// Whether requests are merged, and why, as it is from now on.
    void judged(BatchingStatus status);
}
