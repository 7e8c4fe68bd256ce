package dev.serval.explainer.surrogate;

import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.ExplanationMethod;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.method.Findings;
import dev.serval.explainer.method.ParameterSpec;
import dev.serval.explainer.method.Subject;
import dev.serval.explainer.parts.Words;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// LIME for texts: words are left out, as many as chance has it, and the linear model tells what
/// each word adds.
public final class LimeText implements ExplanationMethod {
    private static final int USUAL_SAMPLES = 5000;

    @Override
    public String name() {
        return "lime_text";
    }

    @Override
    public List<ParameterSpec> parameters() {
        return PartwiseLime.parameters(USUAL_SAMPLES);
    }

    @Override
    public Set<Subject> subjects() {
        return Set.of(Subject.TEXT);
    }

    @Override
    public Explanation explain(ExplanationTask task) {
        Words words = Words.of(task);
        RandomGenerator random = task.random();
        PartwiseLime.Found found =
                new PartwiseLime(task, words, () -> some(words.count(), random)).find(name());
        return new Explanation.Attributions(
                found.attributions(), Findings.of(found.complete(), found.measures()));
    }

    /// All words but at least one; each number of them is as likely as any other.
    private static BitSet some(int words, RandomGenerator random) {
        int[] order = new int[words];
        for (int i = 0; i < words; i++) {
            order[i] = i;
        }
        BitSet kept = new BitSet();
        kept.set(0, words);
        int left = 1 + random.nextInt(words);
        for (int i = 0; i < left; i++) {
            int other = i + random.nextInt(words - i);
            int chosen = order[other];
            order[other] = order[i];
            kept.clear(chosen);
        }
        return kept;
    }
}
