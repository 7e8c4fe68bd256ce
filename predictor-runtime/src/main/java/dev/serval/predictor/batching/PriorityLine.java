package dev.serval.predictor.batching;

import dev.serval.inference.failure.Overloaded;
import dev.serval.predictor.configuration.QueuePolicy;
import dev.serval.predictor.configuration.QueuePolicy.TimeoutAction;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The requests of one priority, the first come first, and behind them those that have waited for
/// longer than they may and are to be delayed. Guarded by its queue's lock.
final class PriorityLine {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final QueuePolicy policy;
    private final ArrayDeque<Waiting> inTime = new ArrayDeque<>();
    private final ArrayDeque<Waiting> delayed = new ArrayDeque<>();
    private int timeouts;

    PriorityLine(QueuePolicy policy) {
        this.policy = policy;
    }

    QueuePolicy policy() {
        return policy;
    }

    int size() {
        return inTime.size() + delayed.size();
    }

    /// @throws Overloaded if as many wait as may
    void add(Waiting waiting) {
        if (policy.maxSize() > 0 && size() >= policy.maxSize()) {
            throw new Overloaded(
                    "%d requests wait for the model already, expected at most %d"
                            .formatted(size(), policy.maxSize()),
                    RETRY_AFTER);
        }
        inTime.addLast(waiting);
        timeouts += waiting.timeout() > 0 ? 1 : 0;
    }

    /// Takes out what has waited for too long, into the list or behind the others.
    void expire(long now, List<Waiting> rejected) {
        if (timeouts == 0) {
            return;
        }
        for (Iterator<Waiting> each = inTime.iterator(); each.hasNext(); ) {
            Waiting waiting = each.next();
            if (waiting.hasTimedOut(now)) {
                each.remove();
                timeouts--;
                if (policy.action() == TimeoutAction.REJECT) {
                    rejected.add(waiting);
                } else {
                    delayed.addLast(waiting);
                }
            }
        }
    }

    @Nullable Waiting first() {
        Waiting first = inTime.peekFirst();
        return first == null ? delayed.peekFirst() : first;
    }

    /// Moves into the draft what it takes, in the order in which the requests came.
    void fill(BatchDraft draft) {
        timeouts -= fill(inTime, draft);
        fill(delayed, draft);
    }

    /// @return how many of those moved had a timeout
    private static int fill(ArrayDeque<Waiting> line, BatchDraft draft) {
        int timed = 0;
        for (Iterator<Waiting> each = line.iterator(); !draft.isFull() && each.hasNext(); ) {
            Waiting waiting = each.next();
            if (draft.takes(waiting)) {
                each.remove();
                timed += waiting.timeout() > 0 ? 1 : 0;
            }
        }
        return timed;
    }

    /// Whether the request was here; it is not any more.
    boolean remove(Waiting wanted) {
        if (inTime.removeIf(waiting -> waiting == wanted)) {
            timeouts -= wanted.timeout() > 0 ? 1 : 0;
            return true;
        }
        return delayed.removeIf(waiting -> waiting == wanted);
    }

    /// How many rows of requests like that one wait; counted until there are enough.
    long rowsLike(Waiting wanted, long enough) {
        return rowsLike(delayed, wanted, enough, rowsLike(inTime, wanted, enough, 0));
    }

    private static long rowsLike(
            ArrayDeque<Waiting> line, Waiting wanted, long enough, long counted) {
        long rows = counted;
        for (Iterator<Waiting> each = line.iterator(); rows < enough && each.hasNext(); ) {
            Waiting waiting = each.next();
            rows += waiting.isLike(wanted) ? waiting.rows() : 0;
        }
        return rows;
    }

    /// The earliest time by which one of them is to be run.
    long earliestDue(long latest) {
        long earliest = latest;
        for (Waiting waiting : inTime) {
            earliest = earlier(earliest, waiting.due());
        }
        for (Waiting waiting : delayed) {
            earliest = earlier(earliest, waiting.due());
        }
        return earliest;
    }

    private static long earlier(long one, long other) {
        return one - other <= 0 ? one : other;
    }
}
