package dev.serval.explainer.rules;

import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.Explanation.Condition;
import dev.serval.explainer.method.ExplanationMethod;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.method.ParameterSpec;
import dev.serval.explainer.method.Subject;
import dev.serval.explainer.parts.Words;
import java.util.List;
import java.util.Set;

/// Anchors for texts: the words that are enough for the model's answer, whichever of the other
/// words are left out.
public final class AnchorText implements ExplanationMethod {
    @Override
    public String name() {
        return "anchor_text";
    }

    @Override
    public List<ParameterSpec> parameters() {
        return AnchorAim.PARAMETERS;
    }

    @Override
    public Set<Subject> subjects() {
        return Set.of(Subject.TEXT);
    }

    @Override
    public Explanation explain(ExplanationTask task) {
        Words words = Words.of(task);
        RuleSampler sampler =
                PartRules.of(
                        words, task, "method 'anchor_text' with %d words", Condition.Word::new);
        return new AnchorSearch(sampler, AnchorAim.of(task.settings(), words.count())).explain();
    }
}
