package dev.serval.explainer.rules;

import dev.serval.explainer.method.Explanation.Condition;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.model.BudgetedModel;
import dev.serval.explainer.model.Decision;
import dev.serval.explainer.parts.Parts;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/// Rules on what parts are there: an instance is drawn by leaving out each part that the rule does
/// not ask for at even odds. Such a rule holds in half as many of all instances for each part.
final class PartRules implements RuleSampler {
    /// How many instances the model is asked at least, before anything is known of a rule.
    private static final int FEWEST = 200;

    private final Parts parts;
    private final IntFunction<Condition> conditions;
    private final BudgetedModel model;
    private final RandomGenerator random;
    private final Decision decision;
    private final int wanted;

    private PartRules(Parts parts, ExplanationTask task, IntFunction<Condition> conditions) {
        this.parts = parts;
        this.conditions = conditions;
        this.model = task.model();
        this.random = task.random();
        this.decision = AnchorAim.decision(task.settings());
        BitSet whole = new BitSet();
        whole.set(0, parts.count());
        this.wanted = decision.of(parts.predict(List.of(whole)), 0);
    }

    /// @param user who needs how many parts, `%d` for their number, for a refusal
    static PartRules of(
            Parts parts, ExplanationTask task, String user, IntFunction<Condition> conditions) {
        task.model().requireRows(1L + FEWEST + 100L * parts.count(), user.formatted(parts.count()));
        return new PartRules(parts, task, conditions);
    }

    @Override
    public int features() {
        return parts.count();
    }

    @Override
    public int wanted() {
        return wanted;
    }

    @Override
    public Condition condition(int feature) {
        return conditions.apply(feature);
    }

    @Override
    public Candidate candidate(BitSet features) {
        return new Candidate(features, Math.pow(0.5, features.cardinality()));
    }

    @Override
    public boolean mayDraw(int samples) {
        return model.rowsLeft() >= samples && !model.isOutOfTime();
    }

    @Override
    public void draw(List<Candidate> candidates, int samples) {
        int together = Math.max(1, parts.blockRows() / samples);
        for (int from = 0; from < candidates.size(); from += together) {
            List<Candidate> some =
                    candidates.subList(from, Math.min(from + together, candidates.size()));
            List<BitSet> kept = new ArrayList<>(some.size() * samples);
            for (Candidate candidate : some) {
                for (int i = 0; i < samples; i++) {
                    kept.add(instance(candidate.features()));
                }
            }
            RuleSampler.count(some, samples, parts.predict(kept), decision, wanted);
        }
    }

    private BitSet instance(BitSet rule) {
        BitSet kept = new BitSet();
        for (int part = 0; part < parts.count(); part++) {
            if (rule.get(part) || random.nextBoolean()) {
                kept.set(part);
            }
        }
        return kept;
    }
}
