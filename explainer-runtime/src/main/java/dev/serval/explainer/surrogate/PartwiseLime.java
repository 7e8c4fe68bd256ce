package dev.serval.explainer.surrogate;

import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.method.ParameterSpec;
import dev.serval.explainer.method.Settings;
import dev.serval.explainer.model.Rows;
import dev.serval.explainer.parts.Parts;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// LIME over the parts of an instance: the linear model sees which parts are there, and nearness is
/// the cosine between what is there and all.
final class PartwiseLime {
    static final int FEWEST_SAMPLES = 10;

    private static final double USUAL_KERNEL_WIDTH = 0.25;

    private final ExplanationTask task;
    private final Parts parts;
    private final Draw draw;

    /// How the parts that stay are drawn.
    @FunctionalInterface
    interface Draw {
        BitSet next();
    }

    PartwiseLime(ExplanationTask task, Parts parts, Draw draw) {
        this.task = task;
        this.parts = parts;
        this.draw = draw;
    }

    static List<ParameterSpec> parameters(int usualSamples) {
        return List.of(
                new ParameterSpec.Whole(
                        "samples",
                        usualSamples,
                        FEWEST_SAMPLES,
                        1 << 20,
                        "How many instances with parts left out are tried."),
                new ParameterSpec.Whole(
                        "num_features",
                        0,
                        0,
                        1 << 16,
                        "The most parts with a weight; 0 for all of them."),
                new ParameterSpec.Real(
                        "kernel_width",
                        USUAL_KERNEL_WIDTH,
                        1e-6,
                        1e9,
                        "How far away instances still count, in cosine distance."),
                new ParameterSpec.Real("ridge", 1, 0, 1e9, "The penalty on large weights."));
    }

    /// What was found, a part for a feature.
    record Found(List<Attribution> attributions, boolean complete, Map<String, Double> measures) {}

    /// @param method who asks, as refusals have it
    Found find(String method) {
        Settings settings = task.settings();
        int asked = settings.whole("samples");
        task.model().requireRows(FEWEST_SAMPLES, "method '%s'".formatted(method));
        LocalSample sample = new LocalSample(parts.count(), settings.real("kernel_width"));
        gather(sample, (int) Math.min(asked, task.model().rowsLeft()));
        List<Integer> all = IntStream.range(0, parts.count()).boxed().toList();
        int most = settings.whole("num_features");
        double ridge = settings.real("ridge");
        List<Attribution> attributions = new ArrayList<>();
        double worstFit = 1;
        double gap = 0;
        for (int output = 0; output < sample.outputs(); output++) {
            RidgeFit fit = sample.fit(output, all, ridge);
            if (most > 0 && most < all.size()) {
                fit = sample.fit(output, fit.strongest(most, sample.instance()), ridge);
            }
            worstFit = Math.min(worstFit, fit.r2());
            Attribution found = fit.attribution(output, sample, parts.count());
            gap = Math.max(gap, found.additivityGap());
            attributions.add(found);
        }
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("r2", worstFit);
        measures.put("additivity_gap", gap);
        measures.put("samples", (double) sample.count());
        return new Found(attributions, sample.count() == asked, measures);
    }

    /// The first instance is the whole one.
    private void gather(LocalSample sample, int samples) {
        int block = Math.min(samples, parts.blockRows());
        for (int done = 0; done < samples; done += block) {
            if (done > 0 && task.model().isOutOfTime()) {
                return;
            }
            List<BitSet> kept = new ArrayList<>();
            for (int i = done; i < Math.min(done + block, samples); i++) {
                kept.add(i == 0 ? whole() : draw.next());
            }
            Rows answers = parts.predict(kept);
            for (int i = 0; i < kept.size(); i++) {
                sample.add(seen(kept.get(i)), distance(kept.get(i)), answers.row(i));
            }
        }
    }

    private BitSet whole() {
        BitSet whole = new BitSet();
        whole.set(0, parts.count());
        return whole;
    }

    private double[] seen(BitSet kept) {
        double[] seen = new double[parts.count()];
        kept.stream().forEach(part -> seen[part] = 1);
        return seen;
    }

    private double distance(BitSet kept) {
        return 1 - Math.sqrt(kept.cardinality() / (double) parts.count());
    }
}
