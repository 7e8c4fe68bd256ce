package dev.serval.explainer.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.serval.explainer.fake.TestTask;
import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation.Curve;
import dev.serval.explainer.method.Explanation.Curves;
import dev.serval.explainer.model.Rows;
import dev.serval.inference.failure.InvalidInput;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectsTest {
    private static final Rows BACKGROUND = TestTask.normal(200, 3, 1);

    private static double[] additive(double[] row) {
        return new double[] {row[0] * row[0] + 3 * row[1]};
    }

    private static TestTask task() {
        return TestTask.of(EffectsTest::additive, 0, 0, 0).background(BACKGROUND);
    }

    @Test
    void partialDependenceOfAnAdditiveModelIsTheFeaturesOwnPart() {
        Curves found = (Curves) task().explain(new PartialDependence());

        Curve first = found.curves().getFirst();
        double rest = first.values().getFirst() - Math.pow(first.grid().getFirst(), 2);
        for (int i = 0; i < first.grid().size(); i++) {
            double value = first.grid().get(i);
            assertThat(first.values().get(i) - rest).isCloseTo(value * value, within(1e-9));
        }
        assertThat(found.curves().get(2).values())
                .allSatisfy(value ->
                        assertThat(value)
                                .isCloseTo(
                                        found.curves().get(2).values().getFirst(), within(1e-9)));
    }

    @Test
    void eachRowsOwnLineIsThereWhereAskedFor() {
        Curves found =
                (Curves)
                        task().with("ice", true)
                                .with("features", List.of("x1"))
                                .with("grid_points", 5)
                                .explain(new PartialDependence());

        assertThat(found.curves()).hasSize(1);
        Curve curve = found.curves().getFirst();
        assertThat(curve.lines()).hasSize(200).allMatch(line -> line.size() == 5);
        double mean =
                curve.lines().stream().mapToDouble(line -> line.get(2)).average().orElseThrow();
        assertThat(curve.values().get(2)).isCloseTo(mean, within(1e-9));
    }

    @Test
    void accumulatedEffectsOfAStraightLineAreTheLineAboutItsMean() {
        Curves found = (Curves) task().with("features", "x1").explain(new AccumulatedEffects());

        Curve curve = found.curves().getFirst();
        double slope =
                (curve.values().getLast() - curve.values().getFirst())
                        / (curve.grid().getLast() - curve.grid().getFirst());
        assertThat(slope).isCloseTo(3, within(1e-9));
        for (int i = 1; i < curve.grid().size(); i++) {
            double rise = curve.values().get(i) - curve.values().get(i - 1);
            double run = curve.grid().get(i) - curve.grid().get(i - 1);
            assertThat(rise / run).isCloseTo(3, within(1e-9));
        }
        assertThat(curve.values().getFirst()).isNegative();
        assertThat(curve.values().getLast()).isPositive();
    }

    /// Where two features always are the same, a model that only differs where they are not is
    /// flat.
    @Test
    void accumulatedEffectsNeverLeaveTheData() {
        double[][] rows = new double[101][];
        for (int i = 0; i <= 100; i++) {
            rows[i] = new double[] {i / 100.0, i / 100.0};
        }
        TestTask task =
                TestTask.of(
                                row ->
                                        new double[] {
                                            Math.abs(row[0] - row[1]) > 0.2 ? 100 : row[0]
                                        },
                                0,
                                0)
                        .background(Rows.of(rows));

        Curve ale = ((Curves) task.explain(new AccumulatedEffects())).curves().getFirst();
        Curve pd = ((Curves) task.explain(new PartialDependence())).curves().getFirst();

        assertThat(ale.values().getLast() - ale.values().getFirst()).isCloseTo(1, within(1e-9));
        assertThat(pd.values().getFirst()).isGreaterThan(50);
    }

    @Test
    void importanceIsTwiceTheVarianceThatAFeatureBrings() {
        Attribution found = task().with("repeats", 40).first(new PermutationImportance());

        double variance = Math.pow(BACKGROUND.deviations()[1], 2);
        assertThat(found.values().get(1)).isCloseTo(2 * 9 * variance, within(1.0));
        assertThat(found.values().get(2)).isZero();
        assertThat(found.standardErrors().get(1)).isPositive();
    }

    @Test
    void saysHowManyRowsAreNeeded() {
        assertThatThrownBy(() -> task().budget(10).explain(new AccumulatedEffects()))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining(
                        "method 'ale' with 3 features and 200 background rows needs"
                                + " at least 1200");
        assertThatThrownBy(() -> task().budget(10).explain(new PartialDependence()))
                .hasMessageContaining("needs at least 12000");
        assertThatThrownBy(() -> task().budget(10).explain(new PermutationImportance()))
                .hasMessageContaining("needs at least 1400");
    }
}
