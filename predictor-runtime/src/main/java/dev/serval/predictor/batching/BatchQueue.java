package dev.serval.predictor.batching;

import dev.serval.inference.failure.Overloaded;
import dev.serval.predictor.configuration.BatchingMode;
import dev.serval.predictor.configuration.QueueSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The requests of one model version that wait to be merged, by priority. Threads share it; nothing
/// here blocks for long, and nobody is called back.
final class BatchQueue {
    /// What [#untilDue] says of an empty queue.
    static final long NOTHING_WAITS = -1;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final BatchRules rules;
    private final boolean patient;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<PriorityLine> lines = new ArrayList<>();
    private int size;
    private long rows;
    private long earliestDue;

    /// What [#take] takes out.
    ///
    /// @param members what is to be run together, alike, the first come first
    /// @param rejected what has waited for longer than it may
    record Taken(List<Waiting> members, List<Waiting> rejected) {}

    BatchQueue(BatchRules rules) {
        this.rules = rules;
        this.patient = rules.mode() == BatchingMode.ALWAYS && rules.maxLatency().isPositive();
        QueueSettings queue = rules.queue();
        for (int priority = 1; priority <= Math.max(1, queue.priorityLevels()); priority++) {
            lines.add(new PriorityLine(queue.policy(priority)));
        }
    }

    /// How many requests wait.
    int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    /// @throws Overloaded if as many wait as may
    void add(Waiting waiting) {
        lock.lock();
        try {
            if (size >= rules.capacity()) {
                throw new Overloaded(
                        "%d requests wait for the model already, expected at most %d"
                                .formatted(size, rules.capacity()),
                        RETRY_AFTER);
            }
            lines.get(waiting.priority() - 1).add(waiting);
            if (size == 0 || waiting.due() - earliestDue < 0) {
                earliestDue = waiting.due();
            }
            size++;
            rows += waiting.rows();
        } finally {
            lock.unlock();
        }
    }

    /// Whether the request was waiting; it is not any more.
    boolean remove(Waiting waiting) {
        lock.lock();
        try {
            boolean waited = lines.get(waiting.priority() - 1).remove(waiting);
            if (waited) {
                left(waiting);
                findEarliestDue();
            }
            return waited;
        } finally {
            lock.unlock();
        }
    }

    /// How many nanoseconds from now a batch is to be run: 0 for at once, negative for never.
    long untilDue(long now) {
        lock.lock();
        try {
            if (size == 0) {
                return NOTHING_WAITS;
            }
            if (!patient) {
                return 0;
            }
            long left = earliestDue - now;
            return left <= 0 || hasEnough() ? 0 : left;
        } finally {
            lock.unlock();
        }
    }

    /// The next batch: the first request of the highest priority, and what may join it.
    ///
    /// @param most how many rows it may have
    Taken take(long now, long most) {
        lock.lock();
        try {
            List<Waiting> rejected = new ArrayList<>(0);
            lines.forEach(line -> line.expire(now, rejected));
            rejected.forEach(this::left);
            BatchDraft draft = new BatchDraft(rules.target(rowsToJoin(most), most));
            lines.forEach(line -> line.fill(draft));
            draft.members().forEach(this::left);
            findEarliestDue();
            return new Taken(draft.members(), rejected);
        } finally {
            lock.unlock();
        }
    }

    private void left(Waiting waiting) {
        size--;
        rows -= waiting.rows();
    }

    private boolean hasEnough() {
        return rows >= rules.enough() && rowsToJoin(rules.enough()) >= rules.enough();
    }

    /// How many rows could be run with the first request; counted no further than asked, and only
    /// where the number decides something.
    private long rowsToJoin(long most) {
        Waiting first = first();
        if (first == null || rows < rules.enough()) {
            return rows;
        }
        long joining = 0;
        for (PriorityLine line : lines) {
            joining += line.rowsLike(first, most - joining);
        }
        return joining;
    }

    private @Nullable Waiting first() {
        for (PriorityLine line : lines) {
            Waiting first = line.first();
            if (first != null) {
                return first;
            }
        }
        return null;
    }

    private void findEarliestDue() {
        if (size == 0 || !patient) {
            return;
        }
        Waiting first = first();
        long earliest = first == null ? earliestDue : first.due();
        for (PriorityLine line : lines) {
            earliest = line.earliestDue(earliest);
        }
        earliestDue = earliest;
    }
}
