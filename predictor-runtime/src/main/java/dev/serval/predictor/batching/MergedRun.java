package dev.serval.predictor.batching;

import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.server.catalog.InferCallback;
import java.util.List;

/// Several requests computed in one run. If the run fails, each is computed by itself, so that only
/// those fail that have a reason to.
final class MergedRun implements InferCallback {
    private final List<Waiting> members;
    private final ModelRuns runs;
    private final BatchJudge judge;
    private final SharedCall shared;
    private final long rows;

    MergedRun(List<Waiting> members, ModelRuns runs, BatchJudge judge) {
        this.members = members;
        this.runs = runs;
        this.judge = judge;
        this.shared = new SharedCall(members);
        this.rows = members.stream().mapToLong(Waiting::rows).sum();
    }

    /// Computes and answers all of them.
    void run() {
        long began = System.nanoTime();
        try (InferRequest merged = RequestStack.of(members, shared.context().allocator())) {
            long stacked = System.nanoTime() - began;
            shared.begin();
            long took = runs.run(merged, shared.context(), this);
            if (took >= 0) {
                judge.ranGathered(members.size(), rows, stacked + took);
            }
        } catch (InferenceException notStacked) {
            oneByOne();
        }
    }

    @Override
    public void answered(InferResponse response) {
        shared.end();
        String obstacle = SharedResponse.obstacle(response, rows);
        if (!obstacle.isEmpty()) {
            response.close();
            judge.rowsDoNotMatch(obstacle);
            oneByOne();
            return;
        }
        SharedResponse parts = new SharedResponse(response, members.size());
        long first = 0;
        for (Waiting member : members) {
            InferResponse part = parts.rows(first, member.rows());
            first += member.rows();
            if (member.isWanted()) {
                member.callback().answered(part);
            } else {
                part.close();
            }
        }
    }

    @Override
    public void failed(InferenceException failure) {
        shared.end();
        if (failure instanceof EngineFailure && failure.getCause() instanceof Error) {
            members.forEach(member -> member.callback().failed(failure));
            return;
        }
        if (oneByOne()) {
            judge.mergeFailed("a merged run failed: %s".formatted(failure.getMessage()));
        }
    }

    /// @return whether each of them was answered
    private boolean oneByOne() {
        boolean answered = true;
        for (Waiting member : members) {
            answered &= member.isWanted() && runs.run(member, member.callback()) >= 0;
        }
        return answered;
    }
}
