package dev.serval.explainer.surrogate;

import dev.serval.explainer.grid.ImageParts;
import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.ExplanationMethod;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.method.Findings;
import dev.serval.explainer.method.ParameterSpec;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// LIME for images: segments are left out at even odds, and the linear model tells what each
/// segment adds.
public final class LimeImage implements ExplanationMethod {
    private static final int USUAL_SAMPLES = 1000;

    @Override
    public String name() {
        return "lime_image";
    }

    @Override
    public List<ParameterSpec> parameters() {
        return Stream.concat(
                        PartwiseLime.parameters(USUAL_SAMPLES).stream(),
                        ImageParts.PARAMETERS.stream())
                .toList();
    }

    @Override
    public Explanation explain(ExplanationTask task) {
        ImageParts image = ImageParts.of(task, name());
        RandomGenerator random = task.random();
        PartwiseLime.Found found =
                new PartwiseLime(task, image, () -> some(image.count(), random)).find(name());
        List<Attribution> byCell = new ArrayList<>();
        for (Attribution each : found.attributions()) {
            byCell.add(
                    new Attribution(
                            each.output(),
                            each.baseValue(),
                            each.prediction(),
                            image.spread(each.values()),
                            List.of()));
        }
        Map<String, Double> measures = new LinkedHashMap<>(found.measures());
        measures.put("segments", (double) image.count());
        return new Explanation.Attributions(
                byCell,
                new Findings(
                        found.complete(),
                        measures,
                        List.of("each cell has the value of its whole segment")));
    }

    private static BitSet some(int segments, RandomGenerator random) {
        BitSet kept = new BitSet();
        for (int segment = 0; segment < segments; segment++) {
            if (random.nextBoolean()) {
                kept.set(segment);
            }
        }
        return kept;
    }
}
