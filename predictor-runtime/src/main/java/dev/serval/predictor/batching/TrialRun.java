package dev.serval.predictor.batching;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorRows;
import dev.serval.server.catalog.InferCallback;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Several requests computed in one run and each by itself. They are answered by what they were
/// answered alone; the merged run only shows whether that would have been the same.
final class TrialRun {
    private static final long NOT_ANSWERED = -1;

    private final List<Waiting> members;
    private final ModelRuns runs;
    private final BatchJudge judge;
    private final long rows;

    TrialRun(List<Waiting> members, ModelRuns runs, BatchJudge judge) {
        this.members = members;
        this.runs = runs;
        this.judge = judge;
        this.rows = members.stream().mapToLong(Waiting::rows).sum();
    }

    /// Computes and answers all of them.
    void run() {
        Capture together = new Capture();
        long took = merge(together);
        String difference = "";
        boolean answered = true;
        long first = 0;
        for (Waiting member : members) {
            Comparison alone = new Comparison(member.callback(), together.response, first);
            first += member.rows();
            long single = member.isWanted() ? runs.run(member, alone) : NOT_ANSWERED;
            answered &= single >= 0;
            if (single >= 0) {
                judge.ranAlone(member.rows(), single);
                difference = difference.isEmpty() ? alone.difference : difference;
            }
        }
        together.close();
        if (!together.failure.isEmpty()) {
            if (answered) {
                judge.mergeFailed("a merged run failed: " + together.failure);
            }
            return;
        }
        if (!answered) {
            return;
        }
        judge.tried(members, difference);
        judge.ranGathered(members.size(), rows, took);
    }

    /// @return how long it took with stacking
    private long merge(Capture together) {
        long began = System.nanoTime();
        SharedCall shared = new SharedCall(members);
        try (InferRequest merged = RequestStack.of(members, shared.context().allocator())) {
            runs.run(merged, shared.context(), together);
        } catch (InferenceException notStacked) {
            together.failed(notStacked);
        }
        long took = System.nanoTime() - began;
        String obstacle = together.obstacle(rows);
        if (!obstacle.isEmpty()) {
            judge.rowsDoNotMatch(obstacle);
            together.close();
            together.failure = obstacle;
        }
        return took;
    }

    /// Keeps the merged run's answer.
    private static final class Capture implements InferCallback, AutoCloseable {
        private @Nullable InferResponse response;
        private String failure = "";

        @Override
        public void answered(InferResponse answer) {
            response = answer;
        }

        @Override
        public void failed(InferenceException reason) {
            failure = reason.getMessage();
        }

        String obstacle(long rows) {
            return response == null ? "" : SharedResponse.obstacle(response, rows);
        }

        @Override
        public void close() {
            if (response != null) {
                response.close();
                response = null;
            }
        }
    }

    /// Passes on what a request is answered alone, once it was held against its rows of the merged
    /// answer.
    private static final class Comparison implements InferCallback {
        private final InferCallback callback;
        private final @Nullable InferResponse together;
        private final long first;
        private String difference = "";

        Comparison(InferCallback callback, @Nullable InferResponse together, long first) {
            this.callback = callback;
            this.together = together;
            this.first = first;
        }

        @Override
        public void answered(InferResponse alone) {
            if (together != null) {
                difference = compare(together, alone);
            }
            callback.answered(alone);
        }

        private String compare(InferResponse whole, InferResponse alone) {
            List<Tensor> slices = new ArrayList<>();
            for (int i = 0; i < alone.outputs().size() && i < whole.outputs().size(); i++) {
                Tensor output = alone.outputs().get(i);
                if (output.shape().rank() == 0) {
                    return "output '%s' is a scalar, expected a row for each of the input"
                            .formatted(output.name());
                }
                long count = output.shape().dimension(0);
                Tensor from = whole.outputs().get(i);
                if (first + count > from.shape().dimension(0)) {
                    return "output '%s' has %d rows alone, too many for the merged run"
                            .formatted(output.name(), count);
                }
                slices.add(TensorRows.slice(from, first, count, Tensor.Release.BORROWED));
            }
            return AnswerComparison.difference(
                    new InferResponse(whole.parameters(), slices), alone);
        }

        @Override
        public void failed(InferenceException failure) {
            callback.failed(failure);
        }
    }
}
