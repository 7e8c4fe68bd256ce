package dev.serval.explainer.counterfactual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.explainer.fake.TestTask;
import dev.serval.explainer.method.Explanation.Counterfactual;
import dev.serval.explainer.method.Explanation.Counterfactuals;
import dev.serval.explainer.model.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Several counterfactuals of one row are several ways to another answer.
class DiverseRowsTest {
    private static final Rows BACKGROUND = TestTask.normal(300, 6, 1);
    private static final double[] ROW = {0, 0, 0, 0, 0, 0};

    /// Three ways to the second class: any of the first three features above 1. The others do not
    /// matter.
    private static double[] threeWays(double[] row) {
        return answer(Math.max(row[0], Math.max(row[1], row[2])) > 1);
    }

    private static double[] oneWay(double[] row) {
        return answer(row[0] > 1);
    }

    private static double[] answer(boolean yes) {
        return yes ? new double[] {0.1, 0.9} : new double[] {0.9, 0.1};
    }

    private static TestTask task(String algorithm, int count) {
        return TestTask.of(DiverseRowsTest::threeWays, ROW)
                .background(BACKGROUND)
                .with("algorithm", algorithm)
                .with("count", count);
    }

    private static Counterfactuals found(TestTask task) {
        return (Counterfactuals) task.explain(new CounterfactualSearch());
    }

    private static double apart(Counterfactual one, Counterfactual other) {
        return IntStream.range(0, ROW.length)
                .mapToDouble(i -> Math.abs(one.row().get(i) - other.row().get(i)))
                .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"genetic", "growing_spheres"})
    void eachGoesAnotherWayAndChangesNothingThatDoesNotMatter(String algorithm) {
        Counterfactuals found = found(task(algorithm, 3));

        assertThat(found.found().stream().map(Counterfactual::changes))
                .containsExactlyInAnyOrder(List.of(0), List.of(1), List.of(2));
        assertThat(found.found())
                .isSortedAccordingTo((a, b) -> Double.compare(a.distance(), b.distance()))
                .allSatisfy(each -> assertThat(each.outputs()).containsExactly(0.1, 0.9));
        assertThat(found.findings().measures()).containsKey("diversity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"genetic", "growing_spheres"})
    void moreThanThereAreWaysGoFartherOrCombineThem(String algorithm) {
        List<Counterfactual> found = found(task(algorithm, 6)).found();

        assertThat(found).hasSize(6);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).changes()).isSubsetOf(0, 1, 2);
            for (int j = 0; j < i; j++) {
                assertThat(apart(found.get(i), found.get(j))).isGreaterThan(0.05);
            }
        }
    }

    @Test
    void theNearestIsTheSameHoweverManyAreWishedFor() {
        Counterfactual alone = found(task("genetic", 1)).found().getFirst();

        assertThat(found(task("genetic", 4)).found()).contains(alone);
    }

    @Test
    void aGreaterWeightSetsThemFartherApart() {
        List<Double> diversities = new ArrayList<>();
        for (double weight : new double[] {0.1, 1, 10}) {
            Counterfactuals found =
                    found(
                            TestTask.of(DiverseRowsTest::oneWay, ROW)
                                    .background(BACKGROUND)
                                    .with("count", 3)
                                    .with("diversity_weight", weight));
            assertThat(found.found()).hasSizeGreaterThan(1);
            diversities.add(found.findings().measures().get("diversity"));
        }

        assertThat(diversities).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void constraintsHoldForEach() {
        List<Counterfactual> found =
                found(
                                task("genetic", 5)
                                        .with("immutable", List.of("x0"))
                                        .with("decrease_only", "x1"))
                        .found();

        assertThat(found)
                .hasSizeGreaterThan(1)
                .allSatisfy(each -> assertThat(each.changes()).containsExactly(2));
    }

    @Test
    void theSameSeedFindsTheSameSet() {
        assertThat(found(task("genetic", 4).seed(5))).isEqualTo(found(task("genetic", 4).seed(5)));
    }

    @Test
    void wholeNumbersThatLeaveFewerRowsSaySo() {
        Counterfactuals found =
                found(
                        TestTask.of(DiverseRowsTest::oneWay, ROW)
                                .background(BACKGROUND)
                                .with("count", 5)
                                .with("whole_numbers", "x0")
                                .with("ranges", Map.of("x0", List.of(0, 3))));

        assertThat(found.found().stream().map(each -> each.row().getFirst()))
                .containsExactly(2.0, 3.0);
        assertThat(found.findings().complete()).isTrue();
        assertThat(found.findings().notes())
                .containsExactly(
                        "2 different rows were found within the constraints, 5 were wished for");
    }

    @Test
    void aBudgetThatEndsLeavesThoseThatWereFoundAndSaysSo() {
        TestTask task = task("genetic", 10).budget(3_000);

        Counterfactuals found = found(task);

        assertThat(found.found()).isNotEmpty();
        assertThat(found.findings().complete()).isFalse();
        assertThat(task.rowsPredicted()).isLessThanOrEqualTo(3_000);
    }
}
