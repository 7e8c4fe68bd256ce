package dev.serval.explainer.trees;

import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.ExplanationMethod;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.method.Findings;
import dev.serval.explainer.method.ParameterSpec;
import dev.serval.explainer.model.Rows;
import dev.serval.inference.failure.InvalidInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// TreeSHAP: exact Shapley values of a tree ensemble from its model file, with no predictions but
/// the one that the ensemble is compared with.
public final class TreeShap implements ExplanationMethod {
    private static final String PATH_DEPENDENT = "path_dependent";
    private static final String INTERVENTIONAL = "interventional";
    private static final String INTERACTIONS = "interactions";

    /// Interactions of more features than this are too long an answer.
    private static final int MOST_INTERACTING = 512;

    private final Supplier<TreeEnsemble> ensemble;

    /// What was laid out for the last calls, since the next ones will mostly want the same.
    private volatile @Nullable Forest forest;

    private volatile @Nullable Covered covered;
    private volatile @Nullable InterventionalShap interventional;

    /// Trees with covers: their own, or those that a background gives them.
    private record Covered(Forest trees, @Nullable Rows background, PathDependentShap shap) {}

    /// @param ensemble the model's trees; may refuse, with the reason, if there are none to read
    public TreeShap(Supplier<TreeEnsemble> ensemble) {
        this.ensemble = ensemble;
    }

    @Override
    public String name() {
        return "tree_shap";
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of(
                new ParameterSpec.Choice(
                        "perturbation",
                        List.of("auto", PATH_DEPENDENT, INTERVENTIONAL),
                        "How unknown features are averaged out: by the training data that went each"
                                + " way, or by background data; 'auto' is the former where the"
                                + " model's file has that data."),
                new ParameterSpec.Flag(
                        INTERACTIONS,
                        false,
                        "Whether what each two features add together is told too."));
    }

    @Override
    public Explanation explain(ExplanationTask task) {
        Forest trees = forest();
        TreeEnsemble read = trees.ensemble();
        if (read.features() != task.instance().length) {
            throw new InvalidInput(
                    "the row has %d values, expected %d as the trees of the %s model have features"
                            .formatted(task.instance().length, read.features(), read.format()));
        }
        if (task.settings().flag(INTERACTIONS) && read.features() > MOST_INTERACTING) {
            throw new InvalidInput(
                    "the model has %d features, expected at most %d with parameter 'interactions'"
                            .formatted(read.features(), MOST_INTERACTING));
        }
        String perturbation = perturbation(task, trees);
        List<Attribution> attributions =
                perturbation.equals(INTERVENTIONAL)
                        ? interventional(task, trees)
                        : pathDependent(task, trees);
        return new Explanation.Attributions(
                attributions, findings(task, read, perturbation, attributions));
    }

    private Forest forest() {
        TreeEnsemble read = ensemble.get();
        Forest known = forest;
        if (known == null || known.ensemble() != read) {
            known = Forest.of(read);
            forest = known;
        }
        return known;
    }

    private static String perturbation(ExplanationTask task, Forest trees) {
        String asked = task.settings().text("perturbation");
        if (!asked.equals("auto")) {
            return asked;
        }
        return trees.hasCovers() ? PATH_DEPENDENT : INTERVENTIONAL;
    }

    private List<Attribution> interventional(ExplanationTask task, Forest trees) {
        Rows background = task.requireBackground(name());
        InterventionalShap shap = interventional;
        if (shap == null || shap.forest() != trees || shap.background() != background) {
            shap = new InterventionalShap(trees, background);
            interventional = shap;
        }
        double[] row = task.instance();
        List<Attribution> attributions =
                attributions(shap.base(), trees.sums(row), shap.values(row));
        return task.settings().flag(INTERACTIONS)
                ? with(shap.interactions(row), attributions)
                : attributions;
    }

    private List<Attribution> pathDependent(ExplanationTask task, Forest trees) {
        PathDependentShap shap = covered(task, trees).shap();
        double[] row = task.instance();
        double[][] values = shap.values(row);
        List<Attribution> attributions = attributions(shap.expectation(), trees.sums(row), values);
        return task.settings().flag(INTERACTIONS)
                ? with(shap.interactions(row, values), attributions)
                : attributions;
    }

    private Covered covered(ExplanationTask task, Forest trees) {
        Rows background = trees.hasCovers() ? null : task.requireBackground(name());
        Covered known = covered;
        if (known == null || known.trees() != trees || known.background() != background) {
            Forest with =
                    background == null
                            ? trees
                            : Forest.of(trees.ensemble().withCoversFrom(background));
            known = new Covered(trees, background, new PathDependentShap(with));
            covered = known;
        }
        return known;
    }

    private static List<Attribution> with(
            double[][][] interactions, List<Attribution> attributions) {
        return attributions.stream()
                .map(each -> each.withInteractions(interactions[each.output()]))
                .toList();
    }

    private static List<Attribution> attributions(double[] base, double[] sums, double[][] values) {
        List<Attribution> attributions = new ArrayList<>();
        for (int output = 0; output < base.length; output++) {
            attributions.add(
                    new Attribution(
                            output,
                            base[output],
                            sums[output],
                            Arrays.stream(values[output]).boxed().toList(),
                            List.of()));
        }
        return attributions;
    }

    private static Findings findings(
            ExplanationTask task,
            TreeEnsemble trees,
            String perturbation,
            List<Attribution> attributions) {
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("additivity_gap", Findings.additivityGap(attributions));
        measures.put("trees", (double) trees.trees().size());
        predictorGap(task, trees).ifPresent(gap -> measures.put("predictor_gap", gap));
        List<String> notes = new ArrayList<>();
        notes.add("perturbation: " + perturbation);
        if (trees.transform() != TreeEnsemble.Transform.NONE) {
            notes.add(
                    "values add up to the sum of the trees, before the model's %s transform"
                            .formatted(trees.transform().name().toLowerCase(Locale.ROOT)));
        }
        return new Findings(true, measures, notes);
    }

    /// How far the predictor's answer is from the trees', so that a file that is not the
    /// predictor's model is noticed; empty if the two cannot be compared.
    private static Optional<Double> predictorGap(ExplanationTask task, TreeEnsemble trees) {
        if (trees.transform() == TreeEnsemble.Transform.OTHER || task.model().rowsLeft() < 1) {
            return Optional.empty();
        }
        double[] predicted = task.model().predict(Rows.of(task.instance())).row(0);
        double[] answers = trees.answers(trees.sums(task.instance()));
        int last = predicted.length - 1;
        if (answers.length == 1 && predicted.length == 2) {
            return Optional.of(Math.abs(predicted[last] - answers[0]));
        }
        if (answers.length != predicted.length) {
            return Optional.empty();
        }
        double gap = 0;
        for (int output = 0; output < answers.length; output++) {
            gap = Math.max(gap, Math.abs(answers[output] - predicted[output]));
        }
        return Optional.of(gap);
    }
}
