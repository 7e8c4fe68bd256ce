package dev.serval.platform.local.revision;

import java.util.Collection;

/// The names of a revision's replicas: the revision's, and a letter that is free.
final class ReplicaNames {
    private static final int LETTERS = 26;

    private ReplicaNames() {}

    /// The first name that is not taken: `iris-predictor-00001-a`.
    static String next(String revision, Collection<String> taken) {
        for (int number = 0; ; number++) {
            String name = revision + "-" + letters(number);
            if (!taken.contains(name)) {
                return name;
            }
        }
    }

    /// a, b, … z, aa, ab, …
    private static String letters(int number) {
        String last = String.valueOf((char) ('a' + number % LETTERS));
        return number < LETTERS ? last : letters(number / LETTERS - 1) + last;
    }
}
