package dev.serval.explainer.method;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The known name that an unknown one was probably meant to be.
public final class NearestName {
    private NearestName() {}

    /// What to add to a refusal: ` (did you mean 'x'?)`, or nothing if no name is near.
    public static String hint(String unknown, Collection<String> known) {
        return find(unknown, known).map(" (did you mean '%s'?)"::formatted).orElse("");
    }

    /// The name with the least edit distance, if that is at most half of the name's length.
    static Optional<String> find(String unknown, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(unknown, name)))
                .filter(name -> distance(unknown, name) <= (name.length() + 1) / 2);
    }

    /// Edits from one name to another; case and the kind of separators count for nothing.
    private static int distance(String left, String right) {
        String from = plain(left);
        String to = plain(right);
        int[][] edits = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : cheapest(edits, from, to, i, j);
            }
        }
        return edits[from.length()][to.length()];
    }

    private static int cheapest(int[][] edits, String from, String to, int i, int j) {
        int replaced = edits[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        return Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
    }

    private static String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replaceAll("[-_ .]", "");
        return lower.substring(0, Math.min(lower.length(), 64));
    }
}
