package dev.serval.predictor.batching;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// What comparisons of merged runs with their parts have shown so far. Rows of the same content
/// show less than others: a model that sets each row in relation to its neighbours may answer alike
/// rows as if each were alone. So they only vouch for their like.
final class RowTrust {
    private static final int ENOUGH = 2;

    private final AtomicInteger agreedOnAlike = new AtomicInteger();
    private final AtomicInteger agreedOnDifferent = new AtomicInteger();

    /// Whether these requests may be merged without a comparison.
    boolean covers(List<Waiting> members) {
        if (agreedOnDifferent.get() >= ENOUGH) {
            return true;
        }
        return agreedOnAlike.get() >= ENOUGH && areAlike(members);
    }

    /// These were merged, and the answers agreed with those of each by itself.
    void grow(List<Waiting> members) {
        (areAlike(members) ? agreedOnAlike : agreedOnDifferent).incrementAndGet();
    }

    /// Whether there is anything that may be merged without a comparison.
    boolean isEstablished() {
        return agreedOnDifferent.get() >= ENOUGH || agreedOnAlike.get() >= ENOUGH;
    }

    private static boolean areAlike(List<Waiting> members) {
        Waiting first = members.getFirst();
        for (Waiting other : members) {
            if (other != first && !Likeness.ofContent(first.request(), other.request())) {
                return false;
            }
        }
        return true;
    }
}
