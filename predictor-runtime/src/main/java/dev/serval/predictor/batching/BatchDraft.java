package dev.serval.predictor.batching;

import java.util.ArrayList;
import java.util.List;

/// A batch in the making: the first request in it decides which others may join.
final class BatchDraft {
    private final long most;
    private final List<Waiting> members = new ArrayList<>();
    private long rows;

    /// @param most how many rows it may have; the first request is taken whatever it has
    BatchDraft(long most) {
        this.most = most;
    }

    boolean isFull() {
        return rows >= most;
    }

    /// Whether the request is part of it now.
    boolean takes(Waiting waiting) {
        boolean joins =
                members.isEmpty()
                        || rows + waiting.rows() <= most && waiting.isLike(members.getFirst());
        if (joins) {
            members.add(waiting);
            rows += waiting.rows();
        }
        return joins;
    }

    List<Waiting> members() {
        return members;
    }
}
