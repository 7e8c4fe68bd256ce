package dev.serval.engine.onnx.serving;

import java.util.Comparator;
import java.util.List;

/// Finds what somebody who mistyped a name most likely meant.
final class NearestName {
    private NearestName() {}

    /// The candidate that takes the fewest insertions, deletions and replacements of characters
    /// (Levenshtein's distance); the first of them if several do.
    ///
    /// @param candidates at least one
    static String of(String name, List<String> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .orElseThrow();
    }

    private static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                int changed = Math.min(previous[j], current[j - 1]) + 1;
                current[j] = Math.min(changed, previous[j - 1] + replaced);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
