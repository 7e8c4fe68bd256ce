package dev.serval.explainer.method;

import dev.serval.explainer.model.BudgetedModel;
import dev.serval.explainer.model.PredictionFunction;
import dev.serval.explainer.model.Rows;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.Shape;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/// What one explanation starts from. Not a record, since it shares the instance's array.
public final class ExplanationTask {
    private static final String GENERATOR = "L64X128MixRandom";

    private final double[] instance;
    private final Shape shape;
    private final Features features;
    private final @Nullable Rows background;
    private final BudgetedModel model;
    private final Settings settings;
    private final long seed;
    private final @Nullable PredictionFunction gradient;

    /// Without the model's gradient.
    public ExplanationTask(
            double[] instance,
            Shape shape,
            Features features,
            @Nullable Rows background,
            BudgetedModel model,
            Settings settings,
            long seed) {
        this(instance, shape, features, background, model, settings, seed, null);
    }

    /// @param instance the row to explain
    /// @param shape the row's own shape, without a batch dimension: `[4]`, or `[28,28,1]`
    /// @param background rows that stand for what the model usually sees; `null` if there are none
    /// @param gradient from a row to the gradient of each of the model's outputs, one after the
    ///   other; `null` if nobody serves it
    /// @throws InvalidInput if widths disagree
    public ExplanationTask(
            double[] instance,
            Shape shape,
            Features features,
            @Nullable Rows background,
            BudgetedModel model,
            Settings settings,
            long seed,
            @Nullable PredictionFunction gradient) {
        this.instance = instance;
        this.shape = shape;
        this.features = features;
        this.background = background;
        this.model = model;
        this.settings = settings;
        this.seed = seed;
        this.gradient = gradient;
        if (features.count() != instance.length) {
            throw new InvalidInput(
                    "there are names for %d features, expected %d as a row has"
                            .formatted(features.count(), instance.length));
        }
        if (background != null && background.width() != instance.length) {
            throw new InvalidInput(
                    "rows of the background data have %d values, expected %d as a row has"
                            .formatted(background.width(), instance.length));
        }
    }

    /// The row to explain; not to be changed.
    public double[] instance() {
        return instance;
    }

    public Shape shape() {
        return shape;
    }

    public Features features() {
        return features;
    }

    public Optional<Rows> background() {
        return Optional.ofNullable(background);
    }

    /// The background data.
    ///
    /// @param method who needs it
    /// @throws InvalidInput if there is none
    public Rows requireBackground(String method) {
        if (background == null) {
            throw new InvalidInput(
                    "method '%s' needs background data, rows that stand for what the model usually"
                                    .formatted(method)
                            + " sees; expected parameter 'background', or background data in the"
                            + " explainer's configuration");
        }
        return background;
    }

    public BudgetedModel model() {
        return model;
    }

    /// The model's gradient.
    ///
    /// @param method who needs it
    /// @throws InvalidInput if nobody serves it
    public PredictionFunction requireGradient(String method) {
        if (gradient == null) {
            throw new InvalidInput(
                    "method '%s' needs the model's gradient; expected 'gradient' in the explainer's"
                                    .formatted(method)
                            + " configuration, which names an output of the predictor that is the"
                            + " gradient of its answers");
        }
        return gradient;
    }

    public Settings settings() {
        return settings;
    }

    public long seed() {
        return seed;
    }

    /// A source of random numbers that is the same for the same seed.
    public RandomGenerator random() {
        return RandomGeneratorFactory.of(GENERATOR).create(seed);
    }
}
