package dev.serval.predictor.batching;

import dev.serval.server.catalog.BatchingStatus;
import dev.serval.server.catalog.BatchingStatus.Reason;
import dev.serval.server.catalog.BatchingStatus.State;
import java.util.List;

/// Merges always or never, as the configuration says, until merging turns out not to work.
final class FixedJudge implements BatchJudge {
    private final long mostRows;
    private final BatchListener listener;
    private final MergeFailures failures = new MergeFailures();
    private volatile BatchingStatus status;

    private FixedJudge(long mostRows, BatchListener listener, BatchingStatus status) {
        this.mostRows = mostRows;
        this.listener = listener;
        this.status = status;
        listener.judged(status);
    }

    static FixedJudge always(long mostRows, BatchListener listener) {
        return new FixedJudge(
                mostRows,
                listener,
                new BatchingStatus(
                        State.ON,
                        Reason.CONFIGURED,
                        "the configuration asks for batches of up to %d rows".formatted(mostRows)));
    }

    static FixedJudge never(Reason reason, String explanation, BatchListener listener) {
        return new FixedJudge(1, listener, BatchingStatus.off(reason, explanation));
    }

    @Override
    public boolean gathers() {
        return status.state() == State.ON;
    }

    @Override
    public long mostRows() {
        return mostRows;
    }

    @Override
    public boolean mustTry(List<Waiting> members) {
        return false;
    }

    @Override
    public void tried(List<Waiting> members, String difference) {}

    @Override
    public void ranAlone(long rows, long nanos) {}

    @Override
    public void ranGathered(int requests, long rows, long nanos) {
        if (requests > 1) {
            failures.forget();
        }
    }

    @Override
    public void mergeFailed(String why) {
        if (failures.areTooMany()) {
            end(Reason.MERGED_RUNS_FAIL, why);
        }
    }

    @Override
    public void rowsDoNotMatch(String difference) {
        end(Reason.ROWS_DO_NOT_MATCH, difference);
    }

    private void end(Reason reason, String explanation) {
        status = BatchingStatus.off(reason, explanation);
        listener.judged(status);
    }

    @Override
    public BatchingStatus status() {
        return status;
    }
}
