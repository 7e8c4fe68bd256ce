package dev.serval.server.metrics;

import dev.serval.server.counting.Counts;
import dev.serval.server.counting.Stripe;
import dev.serval.server.failure.Outcome;
import dev.serval.server.inference.CallObserver.EndedCall;
import dev.serval.server.inference.WireProtocol;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// What is counted of the calls of one model version. Threads may share it.
///
/// The stages of a call are KServe's: preprocess is reading and checking, predict the computation,
/// postprocess writing.
public final class VersionCounts {
    private final String model;
    private final String version;
    private final Counts stages = new Counts(4 * DurationHistogram.CELLS);
    private final DurationHistogram queue = new DurationHistogram(stages, 0);
    private final DurationHistogram preprocess =
            new DurationHistogram(stages, DurationHistogram.CELLS);
    private final DurationHistogram compute =
            new DurationHistogram(stages, 2 * DurationHistogram.CELLS);
    private final DurationHistogram postprocess =
            new DurationHistogram(stages, 3 * DurationHistogram.CELLS);
    private final Counts explanations = new Counts(DurationHistogram.CELLS);
    private final DurationHistogram explain = new DurationHistogram(explanations, 0);
    private final AtomicReferenceArray<@Nullable ProtocolCounts> protocols =
            new AtomicReferenceArray<>(WireProtocol.values().length);

    /// What is counted of its calls over one protocol.
    static final class ProtocolCounts {
        private static final int OUTCOMES = DurationHistogram.CELLS;

        private final Counts counts = new Counts(OUTCOMES + Outcome.values().length);
        private final DurationHistogram total = new DurationHistogram(counts, 0);

        void add(EndedCall call) {
            Stripe stripe = counts.stripe();
            stripe.add(OUTCOMES + call.outcome().ordinal(), 1);
            total.add(stripe, call.total());
        }

        DurationHistogram total() {
            return total;
        }

        long count(Outcome outcome) {
            return counts.sum(OUTCOMES + outcome.ordinal());
        }
    }

    public VersionCounts(String model, String version) {
        this.model = model;
        this.version = version;
    }

    /// Counts a call of the model's own.
    public void count(EndedCall call) {
        protocol(call.protocol()).add(call);
        if (call.outcome() == Outcome.SUCCESS) {
            Stripe stripe = stages.stripe();
            queue.add(stripe, call.queued());
            preprocess.add(stripe, call.reading());
            compute.add(stripe, call.computing());
            postprocess.add(stripe, call.writing());
        }
    }

    /// Counts a call that explained an answer; what it took is no time of the model's.
    void countExplanation(EndedCall call) {
        protocol(call.protocol()).add(call);
        if (call.outcome() == Outcome.SUCCESS) {
            explain.add(explanations.stripe(), call.computing());
        }
    }

    private ProtocolCounts protocol(WireProtocol protocol) {
        ProtocolCounts counts = protocols.get(protocol.ordinal());
        if (counts == null) {
            protocols.compareAndSet(protocol.ordinal(), null, new ProtocolCounts());
            return protocol(protocol);
        }
        return counts;
    }

    String model() {
        return model;
    }

    String version() {
        return version;
    }

    DurationHistogram queue() {
        return queue;
    }

    DurationHistogram preprocess() {
        return preprocess;
    }

    DurationHistogram compute() {
        return compute;
    }

    DurationHistogram postprocess() {
        return postprocess;
    }

    DurationHistogram explain() {
        return explain;
    }

    /// What is counted over that protocol; `null` if there was no call.
    @Nullable ProtocolCounts find(WireProtocol protocol) {
        return protocols.get(protocol.ordinal());
    }

    /// Whether a call has succeeded.
    boolean hasSuccess() {
        return DurationHistogram.readingOf(List.of(compute)).count() > 0;
    }

    /// Whether an answer was explained.
    boolean hasExplained() {
        return DurationHistogram.readingOf(List.of(explain)).count() > 0;
    }
}
