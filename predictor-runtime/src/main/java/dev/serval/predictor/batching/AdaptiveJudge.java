package dev.serval.predictor.batching;

import dev.serval.server.catalog.BatchingStatus;
import dev.serval.server.catalog.BatchingStatus.Reason;
import dev.serval.server.catalog.BatchingStatus.State;
import dev.serval.server.statistics.ComputeCost;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Merges where measurements say that it saves time. It watches requests being computed one by one;
/// where they keep the model busy it gathers some of them as a try, and goes on merging if they do
/// come together and the costs learned promise a saving. What does not pay is tried again ever more
/// seldom. Before it trusts a model's rows not to influence each other it has the first merged runs
/// compared with their parts.
final class AdaptiveJudge implements BatchJudge {
    private static final int FIRST_WATCH = 32;
    private static final int SHORT_WATCH = 256;
    private static final int LONGEST_WATCH = 16_384;
    private static final int WINDOW = 64;
    private static final int MOST_WINDOWS = 16;
    private static final double BUSY = 0.05;
    private static final double TOGETHER = 1.25;
    private static final double SAVING_TO_BEGIN = 0.15;
    private static final double SAVING_TO_GO_ON = 0.08;

    private final BatchRules rules;
    private final long handOverNanos;
    private final LongSupplier clock;
    private final CostModel costs = new CostModel();
    private final RowTrust trust = new RowTrust();
    private final MergeFailures failures = new MergeFailures();
    private final BatchListener listener;
    private final ReentrantLock lock = new ReentrantLock();

    /// How many requests there are to come until the next look.
    private final AtomicInteger left = new AtomicInteger(FIRST_WATCH);

    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong runs = new AtomicLong();
    private volatile BatchingStatus status =
            new BatchingStatus(State.IDLE, Reason.LEARNING, "too few requests have come");
    private volatile long mostRows;
    private int watch = FIRST_WATCH;
    private int windows;
    private long windowBegan;

    /// @param handOverNanos what a request that is merged costs beside computing, and a quick one
    ///   that is not merged does not
    /// @param clock nanoseconds that only rise
    AdaptiveJudge(
            BatchRules rules, long handOverNanos, LongSupplier clock, BatchListener listener) {
        this.rules = rules;
        this.handOverNanos = handOverNanos;
        this.clock = clock;
        this.listener = listener;
        this.mostRows = rules.maxRows();
        this.windowBegan = clock.getAsLong();
        listener.judged(status);
    }

    @Override
    public boolean gathers() {
        if (status.state() == State.OFF) {
            return false;
        }
        if (left.decrementAndGet() == 0) {
            look();
        }
        return status.isGathering();
    }

    @Override
    public long mostRows() {
        return mostRows;
    }

    @Override
    public boolean mustTry(List<Waiting> members) {
        return !trust.covers(members);
    }

    @Override
    public void tried(List<Waiting> members, String difference) {
        if (difference.isEmpty()) {
            trust.grow(members);
            return;
        }
        end(Reason.ROWS_DEPEND_ON_EACH_OTHER, difference);
    }

    @Override
    public void rowsDoNotMatch(String difference) {
        end(Reason.ROWS_DO_NOT_MATCH, difference);
    }

    @Override
    public void mergeFailed(String why) {
        if (failures.areTooMany()) {
            end(Reason.MERGED_RUNS_FAIL, why);
        }
    }

    private void end(Reason reason, String explanation) {
        lock.lock();
        try {
            change(BatchingStatus.off(reason, explanation));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void ranAlone(long rowsRun, long nanos) {
        costs.record(rowsRun, nanos);
    }

    @Override
    public void ranGathered(int requestsRun, long rowsRun, long nanos) {
        costs.record(rowsRun, nanos);
        if (requestsRun > 1) {
            failures.forget();
        }
        requests.addAndGet(requestsRun);
        rows.addAndGet(rowsRun);
        runs.incrementAndGet();
    }

    @Override
    public BatchingStatus status() {
        return status;
    }

    private void look() {
        lock.lock();
        try {
            switch (status.state()) {
                case OFF -> {}
                case IDLE -> lookWhileWatching();
                case TRYING, ON -> lookWhileGathering();
            }
        } finally {
            lock.unlock();
        }
    }

    private void lookWhileWatching() {
        OptionalLong alone = costs.smallest();
        if (alone.isEmpty()) {
            watch(Reason.LEARNING, "no request has been answered yet", SHORT_WATCH);
            return;
        }
        if (alone.getAsLong() <= handOverNanos) {
            watch(
                    Reason.DOES_NOT_PAY,
                    "a request is computed in %s, and handing it over to be merged takes %s"
                            .formatted(micros(alone.getAsLong()), micros(handOverNanos)),
                    longer());
            return;
        }
        if (2 * alone.getAsLong() > rules.maxLatency().toNanos()) {
            watch(
                    Reason.LATENCY_BOUND,
                    "one request takes %s, two together may take longer than %d ms"
                            .formatted(micros(alone.getAsLong()), rules.maxLatency().toMillis()),
                    longer());
            return;
        }
        long elapsed = Math.max(1, clock.getAsLong() - windowBegan);
        double busy = (double) watch * alone.getAsLong() / elapsed;
        if (busy < BUSY) {
            watch(Reason.NO_CONCURRENCY, "requests come too seldom to meet", SHORT_WATCH);
            return;
        }
        windows = 0;
        gather(new BatchingStatus(State.TRYING, Reason.LEARNING, "a try is under way"));
    }

    private void lookWhileGathering() {
        long ran = runs.get();
        if (ran == 0) {
            gather(status);
            return;
        }
        double together = (double) requests.get() / ran;
        if (together < TOGETHER) {
            watch(
                    Reason.NO_CONCURRENCY,
                    text("%.1f requests wait together on average", together),
                    status.state() == State.ON ? SHORT_WATCH : longer());
            return;
        }
        Optional<CostEstimate> estimate = costs.estimate();
        if (estimate.isEmpty() || !trust.isEstablished()) {
            tryOn();
            return;
        }
        judge(estimate.get(), together);
    }

    private void tryOn() {
        windows++;
        if (windows < MOST_WINDOWS) {
            gather(status);
        } else {
            watch(Reason.LEARNING, "too few merged runs to learn from", longer());
        }
    }

    private void judge(CostEstimate estimate, double together) {
        double rowsEach = (double) rows.get() / requests.get();
        boolean isQuick = estimate.of(rowsEach) < ComputeCost.QUICK_STILL_NANOS;
        double saving = estimate.saving(together, rowsEach, isQuick ? handOverNanos : 0);
        boolean on = status.state() == State.ON;
        String figures =
                text(
                        "a run costs %s; merging %.1f requests saves %.0f %%",
                        estimate.text(), together, saving * 100);
        if (saving < (on ? SAVING_TO_GO_ON : SAVING_TO_BEGIN)) {
            watch(Reason.DOES_NOT_PAY, figures, on ? SHORT_WATCH : longer());
            return;
        }
        watch = FIRST_WATCH;
        gather(new BatchingStatus(State.ON, Reason.PAYS, figures));
    }

    private int longer() {
        return Math.min(LONGEST_WATCH, Math.max(SHORT_WATCH, watch * 2));
    }

    private void watch(Reason reason, String explanation, int next) {
        watch = next;
        begin(new BatchingStatus(State.IDLE, reason, explanation), next);
    }

    private void gather(BatchingStatus as) {
        begin(as, WINDOW);
    }

    private void begin(BatchingStatus as, int length) {
        requests.set(0);
        rows.set(0);
        runs.set(0);
        windowBegan = clock.getAsLong();
        mostRows = rowsWithinTheBound();
        change(as);
        left.set(length);
    }

    private void change(BatchingStatus to) {
        boolean tells = to.state() != status.state() || to.reason() != status.reason();
        status = to;
        if (tells) {
            listener.judged(to);
        }
    }

    /// By the costs learned; before they are, as if merging saved nothing.
    private long rowsWithinTheBound() {
        long bound = rules.maxLatency().toNanos();
        return costs.estimate()
                .or(costs::pessimistic)
                .map(estimate -> estimate.rowsWithin(bound, rules.maxRows()))
                .orElse((long) rules.maxRows());
    }

    private static String micros(long nanos) {
        return text("%.1f µs", nanos / 1000.0);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
