package dev.serval.explainer.rules;

import dev.serval.explainer.method.Explanation.Condition;
import dev.serval.explainer.model.Decision;
import dev.serval.explainer.model.Rows;
import java.util.BitSet;
import java.util.List;

/// Draws instances in which a rule holds and asks the model for them.
interface RuleSampler {
    /// How many features a rule may have a condition on.
    int features();

    /// What the model answers for the explained instance, as a class.
    int wanted();

    /// What a rule asks of one feature.
    Condition condition(int feature);

    /// A rule with conditions on those features, and its coverage.
    Candidate candidate(BitSet features);

    /// Whether so many more samples are within the budget and the time.
    boolean mayDraw(int samples);

    /// Draws so many samples of each of some rules, all in one request.
    void draw(List<Candidate> candidates, int samples);

    /// Counts for each of some rules how many of its samples were answered as was wanted.
    ///
    /// @param answers for so many samples of each rule, one rule after the other
    static void count(
            List<Candidate> candidates, int samples, Rows answers, Decision decision, int wanted) {
        for (int i = 0; i < candidates.size(); i++) {
            long hits = 0;
            for (int row = i * samples; row < (i + 1) * samples; row++) {
                hits += decision.of(answers, row) == wanted ? 1 : 0;
            }
            candidates.get(i).add(samples, hits);
        }
    }
}
