package dev.serval.explainer.fake;

import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.ExplanationMethod;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.method.Features;
import dev.serval.explainer.method.Settings;
import dev.serval.explainer.model.BudgetedModel;
import dev.serval.explainer.model.CallBudget;
import dev.serval.explainer.model.PredictionFunction;
import dev.serval.explainer.model.Rows;
import dev.serval.inference.request.Deadline;
import dev.serval.inference.tensor.Shape;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/// A task in the making.
public final class TestTask {
    private final double[] instance;
    private final PredictionFunction model;
    private final Map<String, Object> parameters = new HashMap<>();
    private @Nullable Rows background;
    private long budget = 10_000_000;
    private Duration time = Duration.ofMinutes(5);
    private long seed = 1;
    private Shape shape;
    private long rowsPredicted;
    private @Nullable PredictionFunction gradient;

    private TestTask(double[] instance, PredictionFunction model) {
        this.instance = instance;
        this.model = model;
        this.shape = Shape.of(instance.length);
    }

    /// To explain that row of a model which answers each row by itself.
    public static TestTask of(Function<double[], double[]> model, double... instance) {
        return new TestTask(instance, byRow(model));
    }

    public static PredictionFunction byRow(Function<double[], double[]> model) {
        return rows -> {
            double[][] answers = new double[rows.count()][];
            for (int row = 0; row < answers.length; row++) {
                answers[row] = model.apply(rows.row(row));
            }
            return Rows.of(answers);
        };
    }

    public TestTask background(Rows rows) {
        background = rows;
        return this;
    }

    public TestTask gradient(Function<double[], double[]> ofRow) {
        gradient = byRow(ofRow);
        return this;
    }

    public TestTask budget(long rows) {
        budget = rows;
        return this;
    }

    public TestTask time(Duration most) {
        time = most;
        return this;
    }

    public TestTask seed(long value) {
        seed = value;
        return this;
    }

    public TestTask shape(long... dimensions) {
        shape = Shape.of(dimensions);
        return this;
    }

    public TestTask with(String parameter, Object value) {
        parameters.put(parameter, value);
        return this;
    }

    public Explanation explain(ExplanationMethod method) {
        BudgetedModel budgeted =
                new BudgetedModel(model, new CallBudget(budget, Deadline.after(time)));
        ExplanationTask task =
                new ExplanationTask(
                        instance,
                        shape,
                        Features.numbered(instance.length),
                        background,
                        budgeted,
                        Settings.read(method.name(), method.parameters(), parameters),
                        seed,
                        gradient);
        Explanation explanation = method.explain(task);
        rowsPredicted = budgeted.rowsPredicted();
        return explanation;
    }

    public Explanation.Attributions attributions(ExplanationMethod method) {
        return (Explanation.Attributions) explain(method);
    }

    /// What a method says of the first output.
    public Attribution first(ExplanationMethod method) {
        return attributions(method).outputs().getFirst();
    }

    /// How many rows the last explanation had predicted.
    public long rowsPredicted() {
        return rowsPredicted;
    }

    /// Rows of normal numbers.
    public static Rows normal(int rows, int width, long seed) {
        RandomGenerator random = random(seed);
        double[] values = new double[rows * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian();
        }
        return Rows.over(width, values);
    }

    public static double[] normalRow(int width, long seed) {
        return normal(1, width, seed).row(0);
    }

    public static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
