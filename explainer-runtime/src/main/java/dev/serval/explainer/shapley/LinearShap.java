package dev.serval.explainer.shapley;

import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.ExplanationMethod;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.method.Findings;
import dev.serval.explainer.method.ParameterSpec;
import dev.serval.explainer.model.Rows;
import dev.serval.inference.failure.InvalidInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Shapley values of a linear model in closed form: each feature's weight times how far it is from
/// its mean (Strumbelj and Kononenko 2014, independent features). The weights are found by asking
/// the model, and the model is held to being linear on the background.
public final class LinearShap implements ExplanationMethod {
    @Override
    public String name() {
        return "linear_shap";
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of(
                new ParameterSpec.Real(
                        "tolerance",
                        1e-4,
                        0,
                        1,
                        "How far the model's answers may be from a linear model's, as a share of"
                                + " how much they vary."),
                Link.PARAMETER);
    }

    @Override
    public Explanation explain(ExplanationTask task) {
        Rows background = task.requireBackground(name());
        int width = background.width();
        task.model()
                .requireRows(
                        2L + width + background.count(),
                        "method 'linear_shap' with %d features and %d background rows"
                                .formatted(width, background.count()));
        Probe probe = new Probe(task, background, Link.of(task.settings()));
        double gap = probe.nonlinearity();
        if (!(gap <= task.settings().real("tolerance"))) {
            throw new InvalidInput(
                    "method 'linear_shap' needs a linear model; on the background its answers are"
                            + " off by %.3g of their spread, expected at most %.3g"
                                    .formatted(gap, task.settings().real("tolerance")));
        }
        List<Attribution> attributions = probe.attributions();
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("additivity_gap", Findings.additivityGap(attributions));
        measures.put("nonlinearity", gap);
        return new Explanation.Attributions(attributions, Findings.of(true, measures));
    }

    /// The model's answers at the background's mean, a step away from it along each feature, at
    /// every background row and at the instance.
    private static final class Probe {
        private final double[] instance;
        private final Rows background;
        private final double[] means;
        private final double[] steps;
        private final Rows answers;
        private final Link link;

        Probe(ExplanationTask task, Rows background, Link link) {
            this.instance = task.instance();
            this.background = background;
            this.link = link;
            this.means = background.means();
            this.steps = background.deviations();
            int width = means.length;
            List<double[]> rows = new ArrayList<>();
            rows.add(means);
            for (int feature = 0; feature < width; feature++) {
                double[] stepped = means.clone();
                steps[feature] = step(feature);
                stepped[feature] += steps[feature];
                rows.add(stepped);
            }
            rows.add(instance);
            for (int row = 0; row < background.count(); row++) {
                rows.add(background.row(row));
            }
            answers = task.model().predict(Rows.of(rows.toArray(double[][]::new)));
        }

        /// As far as the instance is, so that nothing is asked where the data never was.
        private double step(int feature) {
            double away = instance[feature] - means[feature];
            if (away != 0) {
                return away;
            }
            return steps[feature] == 0 ? 1 : steps[feature];
        }

        private double answer(int row, int output) {
            return link.apply(answers.at(row, output));
        }

        private double weight(int feature, int output) {
            return (answer(1 + feature, output) - answer(0, output)) / steps[feature];
        }

        /// The greatest distance from the linear model, by the spread of its answers.
        double nonlinearity() {
            int width = means.length;
            double worst = 0;
            for (int output = 0; output < answers.width(); output++) {
                double spread = 0;
                double gap = 0;
                for (int row = -1; row < background.count(); row++) {
                    double linear = answer(0, output);
                    for (int feature = 0; feature < width; feature++) {
                        double value = row < 0 ? instance[feature] : background.at(row, feature);
                        linear += weight(feature, output) * (value - means[feature]);
                    }
                    double answered = answer(width + 2 + row, output);
                    gap = Math.max(gap, Math.abs(answered - linear));
                    spread = Math.max(spread, Math.abs(answered - answer(0, output)));
                }
                worst = Math.max(worst, gap == 0 ? 0 : gap / spread);
            }
            return worst;
        }

        List<Attribution> attributions() {
            int width = means.length;
            List<Attribution> attributions = new ArrayList<>();
            for (int output = 0; output < answers.width(); output++) {
                List<Double> values = new ArrayList<>();
                for (int feature = 0; feature < width; feature++) {
                    values.add(weight(feature, output) * (instance[feature] - means[feature]));
                }
                attributions.add(
                        new Attribution(
                                output,
                                answer(0, output),
                                answer(width + 1, output),
                                values,
                                List.of()));
            }
            return attributions;
        }
    }
}
