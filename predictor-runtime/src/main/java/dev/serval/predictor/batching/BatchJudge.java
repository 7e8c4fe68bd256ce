package dev.serval.predictor.batching;

import dev.serval.server.catalog.BatchingStatus;
import java.util.List;

/// Decides whether the requests of a model version are merged. Threads share it.
interface BatchJudge {
    /// Whether a request that has come is to wait for others, if only for a moment. Asked once for
    /// each request.
    boolean gathers();

    /// How many rows a merged run may have now.
    long mostRows();

    /// Whether these requests are to be computed apart as well as together, and the answers
    /// compared.
    boolean mustTry(List<Waiting> members);

    /// Such a comparison was made.
    ///
    /// @param difference where the answers differ, in words; empty if they agree
    void tried(List<Waiting> members, String difference);

    /// A request was computed by itself.
    void ranAlone(long rows, long nanos);

    /// Requests left the queue and were computed, merged if there are several.
    void ranGathered(int requests, long rows, long nanos);

    /// A merged run failed though each of its requests did well by itself.
    void mergeFailed(String why);

    /// Merging does not work for this model: a merged run answered another number of rows.
    void rowsDoNotMatch(String difference);

    BatchingStatus status();
}
