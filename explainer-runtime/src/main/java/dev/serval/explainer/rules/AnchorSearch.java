package dev.serval.explainer.rules;

import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.Findings;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Looks for the rule with the greatest coverage among those that are precise enough, by a beam
/// search that adds a feature at a time and spends its samples where they tell the best rules apart
/// (KL-LUCB).
final class AnchorSearch {
    private static final int SAMPLES = 100;
    private static final int MOST_ROUNDS = 200;

    private final RuleSampler sampler;
    private final AnchorAim aim;
    private @Nullable Candidate best;
    private boolean cutShort;

    AnchorSearch(RuleSampler sampler, AnchorAim aim) {
        this.sampler = sampler;
        this.aim = aim;
    }

    /// Finds the rule, with what is known of it.
    Explanation explain() {
        Candidate found = find();
        double lower = found.lower(Math.log(1 / aim.delta()));
        List<String> notes =
                lower > aim.precision()
                        ? List.of()
                        : List.of(
                                "no rule was shown to have a precision above %s; this is the most"
                                                .formatted(aim.precision())
                                        + " precise one that was met");
        return new Explanation.Anchor(
                found.features().stream().mapToObj(sampler::condition).toList(),
                sampler.wanted(),
                found.precision(),
                lower,
                found.coverage(),
                new Findings(!cutShort, Map.of("samples", (double) found.samples()), notes));
    }

    /// The rule; if none is precise enough, the most precise one that was met.
    private Candidate find() {
        Candidate empty = sampler.candidate(new BitSet());
        if (sampler.mayDraw(SAMPLES)) {
            sampler.draw(List.of(empty), SAMPLES);
        }
        Candidate precise = empty;
        if (isPrecise(empty)) {
            return empty;
        }
        List<Candidate> beam = List.of(empty);
        for (int length = 1; length <= aim.longest() && !cutShort; length++) {
            List<Candidate> longer = extended(beam);
            if (longer.isEmpty()) {
                break;
            }
            beam = bestOf(longer);
            precise = morePrecise(precise, beam);
            for (Candidate candidate : beam) {
                if (isPrecise(candidate)
                        && (best == null || candidate.coverage() > best.coverage())) {
                    best = candidate;
                }
            }
            if (best != null) {
                return best;
            }
        }
        return Optional.ofNullable(best).orElse(precise);
    }

    private static Candidate morePrecise(Candidate sofar, List<Candidate> candidates) {
        return candidates.stream()
                .filter(candidate -> candidate.samples() > 0)
                .max(Comparator.comparingDouble(Candidate::precision))
                .filter(candidate -> candidate.precision() > sofar.precision())
                .orElse(sofar);
    }

    private List<Candidate> extended(List<Candidate> beam) {
        Map<BitSet, Candidate> longer = new LinkedHashMap<>();
        for (Candidate shorter : beam) {
            for (int feature = 0; feature < sampler.features(); feature++) {
                if (!shorter.features().get(feature)) {
                    BitSet features = (BitSet) shorter.features().clone();
                    features.set(feature);
                    longer.computeIfAbsent(features, sampler::candidate);
                }
            }
        }
        return List.copyOf(longer.values());
    }

    /// The most precise of some rules, told apart from the others within the tolerance.
    private List<Candidate> bestOf(List<Candidate> candidates) {
        if (!sampler.mayDraw(SAMPLES * candidates.size())) {
            cutShort = true;
            return List.of();
        }
        sampler.draw(candidates, SAMPLES);
        int kept = Math.min(aim.beam(), candidates.size());
        for (int round = 1; round <= MOST_ROUNDS; round++) {
            List<Candidate> ranked = ranked(candidates);
            if (kept == ranked.size()) {
                return ranked;
            }
            double level = level(round, candidates.size());
            Candidate weakest = weakest(ranked.subList(0, kept), level);
            Candidate rival = rival(ranked.subList(kept, ranked.size()), level);
            if (rival.upper(level) - weakest.lower(level) < aim.tolerance()) {
                return ranked.subList(0, kept);
            }
            if (!sampler.mayDraw(2 * SAMPLES)) {
                cutShort = true;
                return ranked.subList(0, kept);
            }
            sampler.draw(List.of(weakest, rival), SAMPLES);
        }
        return ranked(candidates).subList(0, kept);
    }

    private static Candidate weakest(List<Candidate> kept, double level) {
        return kept.stream()
                .min(Comparator.comparingDouble(each -> each.lower(level)))
                .orElseThrow();
    }

    private static Candidate rival(List<Candidate> others, double level) {
        return others.stream()
                .max(Comparator.comparingDouble(each -> each.upper(level)))
                .orElseThrow();
    }

    private static List<Candidate> ranked(List<Candidate> candidates) {
        List<Candidate> ranked = new ArrayList<>(candidates);
        ranked.sort(Comparator.comparingDouble(Candidate::precision).reversed());
        return ranked;
    }

    /// Kaufmann and Kalyanakrishnan's exploration rate for that many arms.
    private double level(int round, int arms) {
        double rate = Math.log(405.5 * arms * Math.pow(round, 1.1) / aim.delta());
        return rate + Math.log(rate);
    }

    /// Samples until it is clear whether a rule is precise enough, or nothing more may be drawn.
    private boolean isPrecise(Candidate candidate) {
        double level = Math.log(1 / aim.delta());
        for (int round = 0; round < MOST_ROUNDS; round++) {
            if (candidate.lower(level) > aim.precision()) {
                return true;
            }
            if (candidate.upper(level) < aim.precision() || candidate.samples() == 0) {
                return false;
            }
            if (!sampler.mayDraw(SAMPLES)) {
                cutShort = true;
                return false;
            }
            sampler.draw(List.of(candidate), SAMPLES);
        }
        return false;
    }
}
