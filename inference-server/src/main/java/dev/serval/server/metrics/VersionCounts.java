package dev.serval.server.metrics;

import dev.serval.server.failure.Outcome;
import dev.serval.server.inference.CallObserver.EndedCall;
import dev.serval.server.inference.WireProtocol;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// What is counted of the calls of one model version. Threads may share it.
///
/// The stages of a call are KServe's: preprocess is reading and checking, predict the computation,
/// postprocess writing.
public final class VersionCounts {
    private final String model;
    private final String version;
    private final DurationHistogram queue = new DurationHistogram();
    private final DurationHistogram preprocess = new DurationHistogram();
    private final DurationHistogram compute = new DurationHistogram();
    private final DurationHistogram postprocess = new DurationHistogram();
    private final DurationHistogram explain = new DurationHistogram();
    private final AtomicReferenceArray<@Nullable ProtocolCounts> protocols =
            new AtomicReferenceArray<>(WireProtocol.values().length);

    /// What is counted of its calls over one protocol.
    static final class ProtocolCounts {
        private final DurationHistogram total = new DurationHistogram();
        private final AtomicLongArray outcomes = new AtomicLongArray(Outcome.values().length);

        DurationHistogram total() {
            return total;
        }

        long count(Outcome outcome) {
            return outcomes.get(outcome.ordinal());
        }
    }

    public VersionCounts(String model, String version) {
        this.model = model;
        this.version = version;
    }

    /// Counts a call of the model's own.
    public void count(EndedCall call) {
        countOutcome(call);
        if (call.outcome() == Outcome.SUCCESS) {
            queue.add(call.queued());
            preprocess.add(call.reading());
            compute.add(call.computing());
            postprocess.add(call.writing());
        }
    }

    /// Counts a call that explained an answer; what it took is no time of the model's.
    void countExplanation(EndedCall call) {
        countOutcome(call);
        if (call.outcome() == Outcome.SUCCESS) {
            explain.add(call.computing());
        }
    }

    private void countOutcome(EndedCall call) {
        ProtocolCounts protocol = protocol(call.protocol());
        protocol.outcomes.getAndIncrement(call.outcome().ordinal());
        protocol.total.add(call.total());
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
        return DurationHistogram.readingOf(java.util.List.of(compute)).count() > 0;
    }

    /// Whether an answer was explained.
    boolean hasExplained() {
        return DurationHistogram.readingOf(java.util.List.of(explain)).count() > 0;
    }
}
