package dev.serval.steps.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// The merging of one word: of all neighbours that may be merged, those with the lowest rank first,
/// the leftmost of equal ones, until there are none. It takes time n log n, so that a word may be
/// as long as a request.
final class PairMerging {
    private static final int NONE = -1;

    private final Map<String, Integer> ranks;
    private final String[] parts;
    private final int[] next;
    private final int[] previous;

    /// Neighbours that could be merged when they were looked at: the rank in the upper half, the
    /// left one's place in the lower.
    private final PriorityQueue<Long> candidates = new PriorityQueue<>();

    PairMerging(String word, Map<String, Integer> ranks) {
        this.ranks = ranks;
        this.parts = word.codePoints().mapToObj(Character::toString).toArray(String[]::new);
        this.next = new int[parts.length];
        this.previous = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            next[i] = i + 1 < parts.length ? i + 1 : NONE;
            previous[i] = i - 1;
        }
    }

    /// What the word is made of in the end.
    List<String> parts() {
        for (int i = 0; i < parts.length; i++) {
            consider(i);
        }
        while (!candidates.isEmpty()) {
            long candidate = candidates.remove();
            int left = (int) candidate;
            if (rank(left) == candidate >>> Integer.SIZE) {
                merge(left);
            }
        }
        List<String> merged = new ArrayList<>();
        for (int i = 0;
                i < parts.length && i != NONE;
                i = next[i] == NONE ? parts.length : next[i]) {
            merged.add(parts[i]);
        }
        return merged;
    }

    private void consider(int left) {
        long rank = rank(left);
        if (rank != NONE) {
            candidates.add(rank << Integer.SIZE | left);
        }
    }

    /// The rank of a part and the one after it; -1 if they are not merged, or are there no more.
    private long rank(int left) {
        if (parts[left].isEmpty() || next[left] == NONE) {
            return NONE;
        }
        Integer rank = ranks.get(parts[left] + " " + parts[next[left]]);
        return rank == null ? NONE : rank;
    }

    private void merge(int left) {
        int right = next[left];
        parts[left] += parts[right];
        parts[right] = "";
        next[left] = next[right];
        if (next[right] != NONE) {
            previous[next[right]] = left;
        }
        consider(left);
        if (previous[left] != NONE) {
            consider(previous[left]);
        }
    }
}
