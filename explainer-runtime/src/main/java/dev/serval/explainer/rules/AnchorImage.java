package dev.serval.explainer.rules;

import dev.serval.explainer.grid.ImageParts;
import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.Explanation.Condition;
import dev.serval.explainer.method.ExplanationMethod;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.method.ParameterSpec;
import java.util.List;
import java.util.stream.Stream;

/// Anchors for images: the segments that are enough for the model's answer, whichever of the other
/// segments are left out.
public final class AnchorImage implements ExplanationMethod {
    @Override
    public String name() {
        return "anchor_image";
    }

    @Override
    public List<ParameterSpec> parameters() {
        return Stream.concat(AnchorAim.PARAMETERS.stream(), ImageParts.PARAMETERS.stream())
                .toList();
    }

    @Override
    public Explanation explain(ExplanationTask task) {
        ImageParts image = ImageParts.of(task, name());
        RuleSampler sampler =
                PartRules.of(
                        image,
                        task,
                        "method 'anchor_image' with %d segments",
                        segment -> new Condition.Segment(segment, image.segments().cells(segment)));
        return new AnchorSearch(sampler, AnchorAim.of(task.settings(), image.count())).explain();
    }
}
