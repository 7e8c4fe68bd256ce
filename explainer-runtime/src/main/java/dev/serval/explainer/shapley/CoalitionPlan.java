package dev.serval.explainer.shapley;

import dev.serval.explainer.numeric.Combinations;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Which coalitions KernelSHAP asks for. Sizes whose coalitions all fit are listed whole, from the
/// outside (one feature, all but one) inwards, where the kernel's mass is; of the sizes that remain
/// coalitions are drawn by the kernel, each with its complement, which lets the odd part of the
/// sampling error vanish (Covert and Lee 2021).
///
/// @param tiers coalitions listed whole, a list for each size together with its opposite
/// @param drawn coalitions drawn, by how often; a coalition and its complement stand together
/// @param drawnMass the kernel's mass of the sizes that were drawn from
record CoalitionPlan(List<Tier> tiers, Map<BitSet, Integer> drawn, double drawnMass) {
    CoalitionPlan {
        tiers = List.copyOf(tiers);
    }

    /// All coalitions of a size and of its opposite, and the kernel's mass of them together.
    record Tier(List<BitSet> coalitions, double mass) {
        Tier {
            coalitions = List.copyOf(coalitions);
        }
    }

    /// Whether every coalition is listed.
    boolean isExhaustive() {
        return drawnMass == 0;
    }

    /// @param players at least 2
    /// @param most how many coalitions there may be; at least `2 * players`, so that one feature
    ///   and all but one are always among them and the regression has one solution
    static CoalitionPlan of(int players, int most, RandomGenerator random) {
        int inner = players / 2;
        double[] mass = new double[inner + 1];
        double massLeft = 0;
        for (int size = 1; size <= inner; size++) {
            mass[size] =
                    sides(players, size) * (players - 1.0) / (size * (players - (double) size));
            massLeft += mass[size];
        }
        List<Tier> tiers = new ArrayList<>();
        int left = most;
        int size = 1;
        while (size <= inner) {
            double count = sides(players, size) * Combinations.count(players, size);
            boolean expected = left * mass[size] / massLeft >= count * (1 - 1e-9);
            if (count > left || size > 1 && !expected) {
                break;
            }
            tiers.add(new Tier(whole(players, size), mass[size]));
            left -= (int) count;
            massLeft -= mass[size];
            size++;
        }
        if (size > inner) {
            return new CoalitionPlan(tiers, Map.of(), 0);
        }
        return new CoalitionPlan(tiers, drawn(players, size, mass, left / 2, random), massLeft);
    }

    private static int sides(int players, int size) {
        return 2 * size == players ? 1 : 2;
    }

    private static List<BitSet> whole(int players, int size) {
        List<BitSet> coalitions = new ArrayList<>(Combinations.all(players, size));
        if (2 * size != players) {
            List<BitSet> complements =
                    coalitions.stream().map(each -> complement(each, players)).toList();
            coalitions.addAll(complements);
        }
        return coalitions;
    }

    /// Draws until so many different pairs were found, or long enough.
    private static Map<BitSet, Integer> drawn(
            int players, int firstSize, double[] mass, int pairs, RandomGenerator random) {
        Map<BitSet, Integer> drawn = new LinkedHashMap<>();
        for (int draw = 0; draw < 4 * pairs && drawn.size() < 2 * pairs; draw++) {
            BitSet coalition = subset(players, size(firstSize, mass, random), random);
            drawn.merge(coalition, 1, Integer::sum);
            drawn.merge(complement(coalition, players), 1, Integer::sum);
        }
        return drawn;
    }

    private static int size(int first, double[] mass, RandomGenerator random) {
        double total = 0;
        for (int size = first; size < mass.length; size++) {
            total += mass[size];
        }
        double at = random.nextDouble() * total;
        int size = first;
        while (size < mass.length - 1 && at >= mass[size]) {
            at -= mass[size];
            size++;
        }
        return size;
    }

    /// A subset of that size, each as likely as any other (Floyd's method).
    private static BitSet subset(int players, int size, RandomGenerator random) {
        BitSet chosen = new BitSet();
        for (int last = players - size; last < players; last++) {
            int candidate = random.nextInt(last + 1);
            chosen.set(chosen.get(candidate) ? last : candidate);
        }
        return chosen;
    }

    private static BitSet complement(BitSet coalition, int players) {
        BitSet complement = (BitSet) coalition.clone();
        complement.flip(0, players);
        return complement;
    }
}
