package dev.serval.explainer.rules;

import dev.serval.explainer.method.Explanation.Condition;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.model.BudgetedModel;
import dev.serval.explainer.model.Decision;
import dev.serval.explainer.model.Rows;
import dev.serval.explainer.numeric.Bins;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Draws rows in which a rule holds and asks the model for them: a row of the background, in which
/// the rule's features get values of other rows that lie in the explained row's intervals.
final class TableRules implements RuleSampler {
    private final double[] instance;
    private final Rows background;
    private final BudgetedModel model;
    private final RandomGenerator random;
    private final Decision decision;
    private final int bins;
    private final List<Bins> cuts;
    private final List<List<Integer>> inside;
    private final int wanted;

    TableRules(ExplanationTask task, Rows background, Decision decision, int bins) {
        this.instance = task.instance();
        this.background = background;
        this.model = task.model();
        this.random = task.random();
        this.decision = decision;
        this.bins = bins;
        this.cuts =
                IntStream.range(0, instance.length)
                        .mapToObj(column -> Bins.quantiles(background.column(column), this.bins))
                        .toList();
        this.inside = IntStream.range(0, instance.length).mapToObj(this::rowsInside).toList();
        this.wanted = decision.of(model.predict(Rows.of(instance)), 0);
    }

    private List<Integer> rowsInside(int column) {
        return IntStream.range(0, background.count())
                .filter(row -> isInside(column, background.at(row, column)))
                .boxed()
                .toList();
    }

    private boolean isInside(int column, double value) {
        return cuts.get(column).of(value) == cuts.get(column).of(instance[column]);
    }

    @Override
    public int features() {
        return instance.length;
    }

    @Override
    public int wanted() {
        return wanted;
    }

    @Override
    public Condition condition(int feature) {
        Bins cut = cuts.get(feature);
        int bin = cut.of(instance[feature]);
        return new Condition.Interval(feature, cut.over(bin), cut.upTo(bin));
    }

    /// Its coverage is the share of the background in which the rule holds.
    @Override
    public Candidate candidate(BitSet features) {
        long holds =
                IntStream.range(0, background.count())
                        .filter(row ->
                                features.stream()
                                        .allMatch(column ->
                                                isInside(column, background.at(row, column))))
                        .count();
        return new Candidate(features, (double) holds / background.count());
    }

    @Override
    public boolean mayDraw(int samples) {
        return model.rowsLeft() >= samples && !model.isOutOfTime();
    }

    @Override
    public void draw(List<Candidate> candidates, int samples) {
        int width = instance.length;
        double[] rows = new double[candidates.size() * samples * width];
        int offset = 0;
        for (Candidate candidate : candidates) {
            for (int i = 0; i < samples; i++) {
                fill(candidate.features(), rows, offset);
                offset += width;
            }
        }
        Rows answers = model.predict(Rows.over(width, rows));
        RuleSampler.count(candidates, samples, answers, decision, wanted);
    }

    private void fill(BitSet features, double[] rows, int offset) {
        background.copyRow(random.nextInt(background.count()), rows, offset);
        for (int column = features.nextSetBit(0);
                column >= 0;
                column = features.nextSetBit(column + 1)) {
            List<Integer> from = inside.get(column);
            rows[offset + column] =
                    from.isEmpty()
                            ? instance[column]
                            : background.at(from.get(random.nextInt(from.size())), column);
        }
    }
}
