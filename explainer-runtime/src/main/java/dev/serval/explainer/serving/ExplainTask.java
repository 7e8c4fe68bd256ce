package dev.serval.explainer.serving;

import dev.serval.explainer.answer.Explained;
import dev.serval.explainer.dataset.DataSet;
import dev.serval.explainer.dataset.DataSetReader;
import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.ExplanationMethod;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.method.Features;
import dev.serval.explainer.method.Settings;
import dev.serval.explainer.method.Stability;
import dev.serval.explainer.model.BudgetedModel;
import dev.serval.explainer.model.CallBudget;
import dev.serval.explainer.model.PredictionFunction;
import dev.serval.explainer.model.Rows;
import dev.serval.explainer.parts.MaskedText;
import dev.serval.explainer.predictor.Instances;
import dev.serval.explainer.predictor.OutputChoice;
import dev.serval.explainer.predictor.PredictorRows;
import dev.serval.explainer.predictor.RowLayout;
import dev.serval.explainer.predictor.SharedAnswers;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/// What the explanations of one call have in common.
final class ExplainTask {
    private static final double SHARE_OF_TIME = 0.9;

    private final ExplainerModel model;
    private final ExplainerConfig config;
    private final ExplainParameters parameters;
    private final ExplanationMethod method;
    private final CallContext call;
    private final Settings settings;
    private final Optional<DataSet> background;
    private @Nullable PredictionFunction shared;

    ExplainTask(
            ExplainerModel model,
            ExplainerConfig config,
            ExplainParameters parameters,
            ExplanationMethod method,
            CallContext call) {
        this.model = model;
        this.config = config;
        this.parameters = parameters;
        this.method = method;
        this.call = call;
        this.settings = Settings.read(method.name(), method.parameters(), methodParameters());
        this.background = background();
    }

    /// The configured parameters hold for the configured method.
    private Map<String, Object> methodParameters() {
        Map<String, Object> given = new LinkedHashMap<>();
        if (model.defaultMethod().replace('-', '_').equals(method.name())) {
            given.putAll(model.setup().parameters());
        }
        given.putAll(parameters.ofMethod());
        return given;
    }

    private Optional<DataSet> background() {
        String inline = parameters.shared().text(ExplainParameters.BACKGROUND).strip();
        if (!inline.isEmpty() && !inline.startsWith("[") && !inline.startsWith("{")) {
            throw new InvalidInput(
                    "parameter 'background' is '%s', expected rows in JSON; files are the"
                                    .formatted(inline.substring(0, Math.min(60, inline.length())))
                            + " configuration's to name");
        }
        int asked = parameters.shared().whole("background_rows");
        int most = asked > 0 ? asked : method.usualBackgroundRows();
        Optional<DataSet> all =
                inline.isEmpty()
                        ? model.setup().findBackground()
                        : Optional.of(DataSetReader.json(inline, "parameter 'background'"));
        return all.map(data ->
                data.sampled(
                        most,
                        RandomGeneratorFactory.of("L64X128MixRandom")
                                .create(parameters.shared().whole("seed"))));
    }

    /// Explains one instance.
    ///
    /// @param share how many instances the budget is for
    Explained explain(Instances instances, int index, int share) {
        long began = System.nanoTime();
        long seed = parameters.shared().whole("seed");
        int seeds = parameters.shared().whole(ExplainParameters.SEEDS);
        RowLayout layout = instances.layout(index);
        double[] row = instances.row(index);
        Optional<MaskedText> text = instances.findText(index);
        Features features = text.map(ExplainTask::words).orElseGet(() -> features(row.length));
        List<Explanation> found = new ArrayList<>();
        long rows = 0;
        long calls = 0;
        for (int i = 0; i < seeds; i++) {
            BudgetedModel budgeted =
                    new BudgetedModel(answers(instances, layout), budget(share * seeds, seeds - i));
            found.add(
                    method.explain(
                            new ExplanationTask(
                                    row,
                                    layout.shape(),
                                    features,
                                    background(text, row.length),
                                    budgeted,
                                    settings,
                                    seed + i,
                                    gradient(layout))));
            rows += budgeted.rowsPredicted();
            calls += budgeted.calls();
        }
        return new Explained(
                method.name(),
                features,
                model.setup().labels(),
                layout.shape(),
                Arrays.stream(row).boxed().toList(),
                text.orElse(null),
                targeted(found.getFirst()),
                new Explained.Effort(
                        seed,
                        rows,
                        calls,
                        (System.nanoTime() - began) / 1e9,
                        Stability.of(found).orElse(Double.NaN)));
    }

    /// What several instances of one layout have in common is asked for once.
    private PredictionFunction answers(Instances instances, RowLayout layout) {
        if (!(instances instanceof Instances.Numbers numbers)) {
            return function(layout);
        }
        PredictionFunction known = shared;
        if (known == null) {
            known =
                    new SharedAnswers(
                            function(layout),
                            numbers.rows(),
                            background.map(DataSet::rows).orElse(null));
            shared = known;
        }
        return known;
    }

    private static Features words(MaskedText text) {
        return new Features(text.words().stream().map(MaskedText.Word::name).toList());
    }

    /// For a text, that no word is there.
    private @Nullable Rows background(Optional<MaskedText> text, int width) {
        return text.isPresent()
                ? Rows.over(width, new double[width])
                : background.map(DataSet::rows).orElse(null);
    }

    private PredictorRows function(RowLayout layout) {
        String output = parameters.shared().text("output");
        GradientPlace gradient = model.setup().gradient();
        return new PredictorRows(
                model.predictor(),
                new PredictorRows.Asked(
                        model.predictorModel(),
                        model.outputs(),
                        new OutputChoice(
                                output.isEmpty() ? model.setup().output() : output,
                                gradient == null ? "" : gradient.output())),
                layout,
                batches(),
                call);
    }

    private @Nullable PredictorRows gradient(RowLayout layout) {
        GradientPlace place = model.setup().gradient();
        if (place == null) {
            return null;
        }
        OutputChoice output = new OutputChoice(place.output());
        return new PredictorRows(
                model.predictor(),
                place.model().isEmpty()
                        ? new PredictorRows.Asked(model.predictorModel(), model.outputs(), output)
                        : new PredictorRows.Asked(new ModelName(place.model()), List.of(), output),
                layout,
                batches(),
                call);
    }

    private PredictorRows.Batches batches() {
        return new PredictorRows.Batches(
                model.fixedBatch().orElse(config.batchRows()), config.concurrency());
    }

    /// @param share how many explanations the budget's rows are for
    /// @param left how many runs the time that is left is for
    private CallBudget budget(int share, int left) {
        int asked = parameters.shared().whole("budget");
        long rows = asked == 0 ? config.budget() : Math.min(asked, config.budget());
        Duration time = call.deadline().remaining();
        Duration most = Duration.ofNanos((long) (time.toNanos() * SHARE_OF_TIME / left));
        int timeout = parameters.shared().whole("timeout_ms");
        Deadline deadline = Deadline.after(most);
        return new CallBudget(
                Math.max(1, rows / share),
                timeout == 0
                        ? deadline
                        : deadline.earlier(Deadline.after(Duration.ofMillis(timeout))));
    }

    private Features features(int width) {
        List<String> named = model.featureNames();
        return named.size() == width ? new Features(named) : Features.numbered(width);
    }

    private Explanation targeted(Explanation explanation) {
        int target = parameters.shared().whole("target");
        if (target < 0 || !(explanation instanceof Explanation.Attributions all)) {
            return explanation;
        }
        List<Attribution> chosen =
                all.outputs().stream().filter(each -> each.output() == target).toList();
        if (chosen.isEmpty()) {
            throw new InvalidInput(
                    "parameter 'target' is %d, expected -1 to %d"
                            .formatted(target, all.outputs().size() - 1));
        }
        return new Explanation.Attributions(chosen, all.findings());
    }
}
