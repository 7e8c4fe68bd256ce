package dev.serval.predictor.batching;

import dev.serval.inference.engine.Model;
import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.predictor.configuration.BatchingMode;
import dev.serval.server.catalog.BatchingStatus;
import dev.serval.server.catalog.BatchingStatus.Reason;
import dev.serval.server.catalog.InferCallback;
import dev.serval.server.execution.ModelInvocation;
import dev.serval.server.statistics.ModelStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Computes the requests of one model version, by themselves or several in one run. Threads share
/// it.
public final class Batcher {
    private static final long NO_TIMER = Long.MAX_VALUE;
    private static final long RETRY_NANOS = 1_000_000;

    /// What it costs to have a request computed by another thread and its answer handed back, where
    /// it could be computed by the one that read it.
    private static final long HAND_OVER_NANOS = 20_000;

    private final BatchRules rules;
    private final ModelRuns runs;
    private final BatchDimension dimension;
    private final BatchJudge judge;
    private final BatchThreads threads;
    private final BatchListener listener;
    private final Arrivals arrivals;
    private final BatchQueue queue;

    /// Whether a batch is about to be taken.
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /// When the timer rings that was set last.
    private final AtomicLong timer = new AtomicLong(NO_TIMER);

    public Batcher(
            Model model,
            ModelStatistics statistics,
            BatchRules rules,
            BatchThreads threads,
            BatchListener listener) {
        this.rules = rules;
        this.runs = new ModelRuns(model, statistics);
        this.dimension = new BatchDimension(model.signature());
        this.judge = judge(rules, handOverNanos(model), dimension, threads, listener);
        this.threads = threads;
        this.listener = listener;
        this.arrivals = new Arrivals(rules);
        this.queue = new BatchQueue(rules);
    }

    private Batcher(Batcher before, Model model) {
        this.rules = before.rules;
        this.runs = new ModelRuns(model, before.runs.statistics());
        this.dimension = before.dimension;
        this.judge = before.judge;
        this.threads = before.threads;
        this.listener = before.listener;
        this.arrivals = before.arrivals;
        this.queue = new BatchQueue(rules);
    }

    /// A batcher for the same model loaded again, which knows what this one has learned.
    public Batcher successor(Model model) {
        return new Batcher(this, model);
    }

    /// A model that cannot be called off is never computed where its requests are read.
    private static long handOverNanos(Model model) {
        return model.stopsWhenCalledOff() ? HAND_OVER_NANOS : 0;
    }

    private static BatchJudge judge(
            BatchRules rules,
            long handOverNanos,
            BatchDimension dimension,
            BatchThreads threads,
            BatchListener listener) {
        if (rules.mode() == BatchingMode.OFF || rules.maxRows() == 1) {
            return FixedJudge.never(
                    Reason.SWITCHED_OFF, "switched off in the configuration", listener);
        }
        if (!dimension.obstacle().isEmpty()) {
            return FixedJudge.never(Reason.NO_BATCH_DIMENSION, dimension.obstacle(), listener);
        }
        return rules.mode() == BatchingMode.ALWAYS
                ? FixedJudge.always(rules.maxRows(), listener)
                : new AdaptiveJudge(rules, handOverNanos, threads::nanoTime, listener);
    }

    /// Answers a request that fits the model's signature, now or later. The request is borrowed
    /// until the callback is called, which happens once.
    public void infer(InferRequest request, CallContext call, InferCallback callback) {
        if (judge.gathers()) {
            long rows = dimension.rows(request);
            if (rows > 0 && rows < judge.mostRows()) {
                gather(request, rows, call, callback);
                return;
            }
        }
        long took = runs.run(request, call, callback);
        if (took >= 0) {
            judge.ranAlone(ModelInvocation.rows(request), took);
        }
    }

    /// Whether requests are merged, and why.
    public BatchingStatus status() {
        return judge.status();
    }

    /// Whether requests wait for others as things are, if only for a moment.
    public boolean gathers() {
        return judge.status().isGathering();
    }

    /// How many rows are merged at the most; 0 if requests are never merged.
    public int maxBatchSize() {
        return judge.status().state() == BatchingStatus.State.OFF ? 0 : rules.maxRows();
    }

    /// How many requests wait to be merged.
    public int waiting() {
        return queue.size();
    }

    private void gather(InferRequest request, long rows, CallContext call, InferCallback callback) {
        Waiting waiting;
        try {
            waiting = arrivals.admit(request, rows, call, callback, threads.nanoTime());
            call.standBy(() -> withdraw(waiting));
            queue.add(waiting);
        } catch (InferenceException refused) {
            callback.failed(refused);
            return;
        }
        if (call.calledOff() != null) {
            withdraw(waiting);
        }
        arrange();
    }

    private void withdraw(Waiting waiting) {
        InferenceException reason = waiting.call().calledOff();
        if (reason != null && queue.remove(waiting)) {
            waiting.callback().failed(reason);
        }
    }

    /// Sees to it that what waits is run in its time.
    private void arrange() {
        long wait = queue.untilDue(threads.nanoTime());
        if (wait == BatchQueue.NOTHING_WAITS) {
            return;
        }
        if (wait > 0) {
            ringIn(wait);
        } else if (scheduled.compareAndSet(false, true)) {
            runSoon();
        }
    }

    private void runSoon() {
        if (!threads.mayCompute()) {
            runElsewhere();
        } else if (!threads.othersWait() || !threads.runLast(this::runBatches)) {
            runBatches();
        }
    }

    /// Has batches run by another thread, if none is to be had now then a little later.
    private void runElsewhere() {
        if (!threads.runLast(this::runBatches)) {
            scheduled.set(false);
            long at = threads.nanoTime() + RETRY_NANOS;
            threads.later(RETRY_NANOS, () -> ring(at));
        }
    }

    private void ringIn(long nanos) {
        long at = threads.nanoTime() + nanos;
        long set = timer.get();
        if ((set == NO_TIMER || at - set < 0) && timer.compareAndSet(set, at)) {
            threads.later(nanos, () -> ring(at));
        }
    }

    /// On the timer's thread, which must not compute.
    private void ring(long at) {
        timer.compareAndSet(at, NO_TIMER);
        long wait = queue.untilDue(threads.nanoTime());
        if (wait > 0) {
            ringIn(wait);
        } else if (wait == 0 && scheduled.compareAndSet(false, true)) {
            runElsewhere();
        }
    }

    /// Runs one batch, and another if nobody else can.
    private void runBatches() {
        boolean more = true;
        while (more) {
            scheduled.set(false);
            BatchQueue.Taken taken = queue.take(threads.nanoTime(), judge.mostRows());
            more = leavesTheRestToMe();
            taken.rejected().forEach(Waiting::timedOut);
            run(taken.members());
        }
    }

    /// Hands over what is due besides, so that it need not wait for the batch that is about to run.
    private boolean leavesTheRestToMe() {
        long wait = queue.untilDue(threads.nanoTime());
        if (wait > 0) {
            ringIn(wait);
        }
        return wait == 0
                && scheduled.compareAndSet(false, true)
                && !threads.runLast(this::runBatches);
    }

    private void run(List<Waiting> taken) {
        List<Waiting> members = new ArrayList<>(taken.size());
        for (Waiting waiting : taken) {
            waiting.call().standDown();
            if (waiting.isWanted()) {
                waiting.callback().begun();
                members.add(waiting);
            }
        }
        if (members.isEmpty()) {
            return;
        }
        listener.ran(members.stream().mapToLong(Waiting::rows).sum());
        if (members.size() == 1) {
            alone(members.getFirst());
        } else if (judge.mustTry(members)) {
            new TrialRun(members, runs, judge).run();
        } else {
            new MergedRun(members, runs, judge).run();
        }
    }

    private void alone(Waiting waiting) {
        long took = runs.run(waiting, waiting.callback());
        if (took >= 0) {
            judge.ranGathered(1, waiting.rows(), took);
        }
    }
}
