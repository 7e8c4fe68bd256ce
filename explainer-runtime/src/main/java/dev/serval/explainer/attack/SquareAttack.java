package dev.serval.explainer.attack;

import dev.serval.explainer.grid.Grid;
import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.ExplanationMethod;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.method.Findings;
import dev.serval.explainer.method.ParameterSpec;
import dev.serval.explainer.method.Settings;
import dev.serval.explainer.model.Rows;
import dev.serval.inference.failure.InvalidInput;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The Square Attack (Andriushchenko et al. 2020): a search by chance for an instance that the
/// model answers wrongly and that is no further than `eps` from the given one, by the maximum or
/// the Euclidean norm. It asks the model for answers only.
public final class SquareAttack implements ExplanationMethod {
    @Override
    public String name() {
        return "square_attack";
    }

    @Override
    public List<ParameterSpec> parameters() {
        return Grid.with(
                new ParameterSpec.Choice(
                        "norm",
                        List.of("inf", "2"),
                        "How a move is measured: by its greatest value, or by the root of its"
                                + " squares' sum."),
                new ParameterSpec.Real(
                        "eps", 0.3, 1e-12, 1e300, "How far the instance may be moved."),
                new ParameterSpec.Whole(
                        "max_iter", 1000, 1, 1 << 20, "How many steps are tried at most."),
                new ParameterSpec.Whole(
                        "candidates", 4, 1, 1024, "How many squares are tried at once in a step."),
                new ParameterSpec.Real(
                        "p_init",
                        0.8,
                        1e-6,
                        1,
                        "The share of the grid that the first squares have."),
                new ParameterSpec.Real(
                        "clip_min", -1e300, -1e300, 1e300, "The least that a value may be."),
                new ParameterSpec.Real(
                        "clip_max", 1e300, -1e300, 1e300, "The most that a value may be."),
                new ParameterSpec.Whole(
                        "label", -1, -1, 1 << 20, "The right class; -1 for the model's answer."),
                new ParameterSpec.Whole(
                        "nb_classes",
                        0,
                        0,
                        1 << 20,
                        "Of a model that answers a class's number: how many there are; 0 for one"
                                + " that answers a score."),
                new ParameterSpec.Real(
                        "threshold",
                        0.5,
                        -1e300,
                        1e300,
                        "Of a model with one score: from where on it is the second class."));
    }

    @Override
    public Explanation explain(ExplanationTask task) {
        Settings settings = task.settings();
        Moves.Bounds bounds =
                new Moves.Bounds(
                        settings.real("eps"), settings.real("clip_min"), settings.real("clip_max"));
        requireWithin(task.instance(), bounds);
        int candidates = settings.whole("candidates");
        task.model()
                .requireRows(
                        1L + candidates,
                        "method 'square_attack' with %d candidates".formatted(candidates));
        Moves moves = moves(task, bounds);
        Rows answer = task.model().predict(Rows.of(task.instance()));
        Verdict verdict = Verdict.of(settings, answer.width());
        int given = settings.whole("label");
        Search search =
                new Search(
                        task,
                        moves,
                        verdict,
                        given >= 0 ? given : verdict.label(answer, 0),
                        answer);
        search.run();
        return search.explanation();
    }

    private static Moves moves(ExplanationTask task, Moves.Bounds bounds) {
        Grid grid = Grid.of(task);
        return task.settings().text("norm").equals("inf")
                ? new Squares(grid, task.instance(), bounds, task.random())
                : new Bumps(grid, task.instance(), bounds, task.random());
    }

    private static void requireWithin(double[] instance, Moves.Bounds bounds) {
        for (double value : instance) {
            if (value < bounds.least() || value > bounds.most()) {
                throw new InvalidInput(
                        "the row has value %s, expected values from 'clip_min' %s to 'clip_max' %s"
                                .formatted(value, bounds.least(), bounds.most()));
            }
        }
    }

    /// One attack under way.
    private static final class Search {
        private final ExplanationTask task;
        private final Moves moves;
        private final Verdict verdict;
        private final int right;
        private final int before;
        private double[] best;
        private Rows bestAnswer;
        private double lead;
        private int steps;
        private boolean isCutShort;

        Search(ExplanationTask task, Moves moves, Verdict verdict, int right, Rows answer) {
            this.task = task;
            this.moves = moves;
            this.verdict = verdict;
            this.right = right;
            this.before = verdict.label(answer, 0);
            this.best = task.instance();
            this.bestAnswer = answer;
            this.lead = verdict.lead(answer, 0, right);
        }

        void run() {
            int most = task.settings().whole("max_iter");
            int candidates = task.settings().whole("candidates");
            while (!hasSucceeded() && steps < most) {
                if (task.model().rowsLeft() < candidates || task.model().isOutOfTime()) {
                    isCutShort = true;
                    return;
                }
                double[][] tried = new double[candidates][];
                for (int i = 0; i < candidates; i++) {
                    tried[i] = candidate((double) steps / most);
                }
                keepBest(tried);
                steps++;
            }
        }

        private double[] candidate(double done) {
            return steps == 0
                    ? moves.first()
                    : moves.another(best, Moves.area(task.settings().real("p_init"), done));
        }

        /// Moves on where a candidate is no worse: on a plateau, that is what keeps it moving. The
        /// first change is taken however it is, for it is that which squares are cut into.
        private void keepBest(double[][] tried) {
            Rows answers = task.model().predict(Rows.of(tried));
            for (int i = 0; i < tried.length; i++) {
                double found = verdict.lead(answers, i, right);
                if (found <= lead || steps == 0 && i == 0) {
                    lead = found;
                    best = tried[i];
                    bestAnswer = answers.slice(i, i + 1);
                }
            }
        }

        private boolean hasSucceeded() {
            return verdict.label(bestAnswer, 0) != right;
        }

        Explanation explanation() {
            Map<String, Double> measures = new LinkedHashMap<>();
            measures.put("steps", (double) steps);
            measures.put("lead", lead);
            return new Explanation.Adversarial(
                    Arrays.stream(best).boxed().toList(),
                    Arrays.stream(bestAnswer.row(0)).boxed().toList(),
                    new Explanation.Misled(right, before, verdict.label(bestAnswer, 0)),
                    Explanation.Norms.between(task.instance(), best),
                    new Findings(!isCutShort, measures, notes()));
        }

        private List<String> notes() {
            if (before != right) {
                return List.of("the model's answer was not the right class before any change");
            }
            return hasSucceeded()
                    ? List.of()
                    : List.of("no instance was found that the model answers wrongly");
        }
    }
}
