package dev.serval.explainer.numeric;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Subsets: how many there are, and which.
public final class Combinations {
    private Combinations() {}

    /// How many subsets of that size a set has; infinite rather than wrong.
    public static double count(int of, int size) {
        double count = 1;
        for (int i = 1; i <= Math.min(size, of - size); i++) {
            count = count * (of - i + 1) / i;
        }
        return Math.rint(count);
    }

    /// All subsets of that size, in lexicographic order.
    public static List<BitSet> all(int of, int size) {
        List<BitSet> found = new ArrayList<>();
        int[] chosen = new int[size];
        for (int i = 0; i < size; i++) {
            chosen[i] = i;
        }
        while (true) {
            found.add(bits(chosen));
            int last = size - 1;
            while (last >= 0 && chosen[last] == of - size + last) {
                last--;
            }
            if (last < 0) {
                return found;
            }
            chosen[last]++;
            for (int i = last + 1; i < size; i++) {
                chosen[i] = chosen[i - 1] + 1;
            }
        }
    }

    private static BitSet bits(int[] chosen) {
        BitSet bits = new BitSet();
        for (int each : chosen) {
            bits.set(each);
        }
        return bits;
    }
}
