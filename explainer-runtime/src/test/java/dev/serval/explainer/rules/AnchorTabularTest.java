package dev.serval.explainer.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.serval.explainer.fake.TestTask;
import dev.serval.explainer.method.Explanation.Anchor;
import dev.serval.explainer.method.Explanation.Condition.Interval;
import dev.serval.explainer.model.Decision;
import dev.serval.explainer.model.Rows;
import dev.serval.inference.failure.InvalidInput;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnchorTabularTest {
    private static final Rows BACKGROUND = TestTask.normal(1000, 5, 1);

    /// The first class where both of two features are above their means.
    private static double[] both(double[] row) {
        double yes = row[1] > 0 && row[3] > 0 ? 0.9 : 0.2;
        return new double[] {1 - yes, yes};
    }

    private static double[] smooth(double[] row) {
        double yes = 1 / (1 + Math.exp(-3 * row[0] - row[2]));
        return new double[] {1 - yes, yes};
    }

    private static List<Interval> intervals(Anchor found) {
        return found.conditions().stream().map(Interval.class::cast).toList();
    }

    @Test
    void findsTheFeaturesThatAreEnough() {
        Anchor found =
                (Anchor)
                        TestTask.of(AnchorTabularTest::both, 0.1, 1.5, 0.2, 1.6, -0.4)
                                .background(BACKGROUND)
                                .explain(new AnchorTabular());

        assertThat(intervals(found)).extracting(Interval::feature).containsExactly(1, 3);
        assertThat(found.output()).isEqualTo(1);
        assertThat(found.precisionLowerBound()).isGreaterThan(0.95);
        assertThat(found.coverage()).isCloseTo(1.0 / 16, within(0.03));
        assertThat(found.findings().complete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void thePrecisionHoldsOnRowsThatTheSearchNeverSaw(long seed) {
        double[] row = {1.2, 0.3, 1.1, -0.7, 0.2};
        Anchor found =
                (Anchor)
                        TestTask.of(AnchorTabularTest::smooth, row)
                                .background(BACKGROUND)
                                .seed(seed)
                                .explain(new AnchorTabular());

        Rows unseen = TestTask.normal(50_000, 5, 100 + seed);
        Decision decision = new Decision(0.5);
        int holds = 0;
        int right = 0;
        for (int i = 0; i < unseen.count(); i++) {
            double[] each = unseen.row(i);
            if (intervals(found).stream().allMatch(on -> on.holds(each[on.feature()]))) {
                holds++;
                right += decision.of(Rows.of(smooth(each)), 0) == found.output() ? 1 : 0;
            }
        }
        assertThat(holds).isGreaterThan(100);
        assertThat(right / (double) holds).isGreaterThan(0.95 - 0.02);
        assertThat(found.coverage()).isCloseTo(holds / 50_000.0, within(0.04));
    }

    @Test
    void aModelThatAlwaysAnswersTheSameNeedsNoCondition() {
        Anchor found =
                (Anchor)
                        TestTask.of(_ -> new double[] {0.3}, 1, 2)
                                .background(TestTask.normal(50, 2, 1))
                                .explain(new AnchorTabular());

        assertThat(found.conditions()).isEmpty();
        assertThat(found.coverage()).isEqualTo(1);
        assertThat(found.output()).isZero();
    }

    @Test
    void saysWhenNoRuleIsPreciseEnough() {
        Anchor found =
                (Anchor)
                        TestTask.of(
                                        row -> new double[] {Math.sin(1e6 * row[0]) > 0 ? 1 : 0},
                                        0.5,
                                        0.5)
                                .background(TestTask.normal(200, 2, 1))
                                .explain(new AnchorTabular());

        assertThat(found.precision()).isLessThan(0.95);
        assertThat(found.findings().notes())
                .singleElement()
                .asString()
                .contains("no rule was shown");
    }

    @Test
    void endsWithTheBudgetAndSaysSo() {
        TestTask task =
                TestTask.of(AnchorTabularTest::both, 0.1, 1.5, 0.2, 1.6, -0.4)
                        .background(BACKGROUND)
                        .budget(900);

        Anchor found = (Anchor) task.explain(new AnchorTabular());

        assertThat(found.findings().complete()).isFalse();
        assertThat(task.rowsPredicted()).isLessThanOrEqualTo(900);
        assertThatThrownBy(() -> task.budget(300).explain(new AnchorTabular()))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("method 'anchor' with 5 features needs at least 701");
    }

    @Test
    void boundsNarrowWithSamplesAndKeepTheShareBetweenThem() {
        double fewLower = BernoulliBounds.lower(0.8, 10, 3);
        double manyLower = BernoulliBounds.lower(0.8, 1000, 3);

        assertThat(fewLower).isLessThan(manyLower);
        assertThat(manyLower).isBetween(0.75, 0.8);
        assertThat(BernoulliBounds.upper(0.8, 1000, 3)).isBetween(0.8, 0.85);
        assertThat(BernoulliBounds.lower(1, 100, Math.log(20)))
                .isCloseTo(Math.pow(0.05, 0.01), within(1e-6));
    }
}
