package dev.serval.explainer.counterfactual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.serval.explainer.fake.TestTask;
import dev.serval.explainer.method.Explanation.Counterfactual;
import dev.serval.explainer.method.Explanation.Counterfactuals;
import dev.serval.explainer.model.Rows;
import dev.serval.inference.failure.InvalidInput;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CounterfactualSearchTest {
    private static final Rows BACKGROUND = TestTask.normal(300, 4, 1);
    private static final double[] ROW = {-0.5, -0.4, 0.3, 0.1};

    /// The second class where a weighted sum is above 1.
    private static double[] model(double[] row) {
        double yes = 1 / (1 + Math.exp(-4 * (2 * row[0] + row[1] + 0.5 * row[2] - 1)));
        return new double[] {1 - yes, yes};
    }

    private static TestTask task(String algorithm) {
        return TestTask.of(CounterfactualSearchTest::model, ROW)
                .background(BACKGROUND)
                .with("algorithm", algorithm);
    }

    private static Counterfactuals found(TestTask task) {
        return (Counterfactuals) task.explain(new CounterfactualSearch());
    }

    private static double[] row(Counterfactual each) {
        return each.row().stream().mapToDouble(Double::doubleValue).toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"genetic", "growing_spheres"})
    void isAnsweredAsWasWishedAndNoFartherThanThreeTimesTheNearest(String algorithm) {
        Counterfactual found = found(task(algorithm)).found().getFirst();

        assertThat(model(row(found))[1]).isGreaterThan(0.5);
        assertThat(found.outputs().get(1)).isCloseTo(model(row(found))[1], within(1e-12));
        // Along the first feature alone the border is 1.125 away, less in units of its scale.
        assertThat(found.distance()).isLessThan(3 * 1.125 / 0.6);
        assertThat(found.row().get(3)).isEqualTo(ROW[3]);
        assertThat(found.changes()).isNotEmpty().doesNotContain(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"genetic", "growing_spheres"})
    void keepsToEveryConstraint(String algorithm) {
        List<Counterfactual> found =
                found(
                                task(algorithm)
                                        .with("count", 3)
                                        .with("immutable", List.of("x0"))
                                        .with("increase_only", "x1,3")
                                        .with("whole_numbers", List.of("x2"))
                                        .with(
                                                "ranges",
                                                Map.of("x1", List.of(-1, 5), "x2", List.of(-4, 6))))
                        .found();

        assertThat(found)
                .isNotEmpty()
                .allSatisfy(each -> {
                    assertThat(model(row(each))[1]).isGreaterThan(0.5);
                    assertThat(each.row().get(0)).isEqualTo(ROW[0]);
                    assertThat(each.row().get(1)).isBetween(ROW[1], 5.0);
                    double whole = each.row().get(2);
                    assertThat(whole == ROW[2] || whole == Math.rint(whole)).isTrue();
                    assertThat(whole).isBetween(-4.0, 6.0);
                    assertThat(each.row().get(3)).isGreaterThanOrEqualTo(ROW[3]);
                });
    }

    @Test
    void aNumberIsBroughtIntoARange() {
        Counterfactual found =
                found(
                                TestTask.of(row -> new double[] {10 * row[0] + row[1]}, 0, 0)
                                        .background(TestTask.normal(200, 2, 1))
                                        .with("target_range", List.of(5, 8)))
                        .found()
                        .getFirst();

        assertThat(10 * found.row().get(0) + found.row().get(1)).isBetween(5.0, 8.0);
    }

    @Test
    void theSameSeedFindsTheSame() {
        assertThat(found(task("genetic").seed(5))).isEqualTo(found(task("genetic").seed(5)));
    }

    @Test
    void saysWhenNothingIsFoundWithinTheConstraints() {
        Counterfactuals found = found(task("genetic").with("immutable", List.of("x0", "x1", "x2")));

        assertThat(found.found()).isEmpty();
        assertThat(found.findings().notes())
                .containsExactly(
                        "0 different rows were found within the constraints, 1 were wished for");
    }

    @Test
    void refusesWhatCannotBeWishedFor() {
        assertThatThrownBy(() -> found(task("genetic").with("target_class", 0)))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith("the row is answered as was wished already");
        assertThatThrownBy(() -> found(task("genetic").with("target_class", 2)))
                .hasMessage("parameter 'target_class' is 2, expected -1 to 1");
        assertThatThrownBy(() ->
                        found(task("genetic").with("immutable", List.of("x0", "1", "x2", "x3"))))
                .hasMessageStartingWith("every feature is kept as it is");
        assertThatThrownBy(() -> found(task("genetic").with("immutable", List.of("x9"))))
                .hasMessageContaining("there is no feature 'x9' (did you mean 'x0'?)");
        assertThatThrownBy(() -> found(task("genetic").budget(999)))
                .hasMessageContaining("method 'counterfactual' needs at least 1000");
    }
}
