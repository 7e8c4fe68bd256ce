package dev.serval.explainer.shapley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.serval.explainer.fake.TestTask;
import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation.Attributions;
import dev.serval.explainer.method.ExplanationMethod;
import dev.serval.explainer.model.Rows;
import dev.serval.explainer.numeric.Combinations;
import dev.serval.inference.failure.DeadlineExceeded;
import dev.serval.inference.failure.InvalidInput;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShapleyMethodsTest {
    /// Two outputs in which features act together, one of them bounded as a probability is.
    private static double[] interacting(double[] row) {
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            sum += Math.sin(row[i] * (i + 1)) + row[i] * row[(i + 1) % row.length];
        }
        return new double[] {sum, 1 / (1 + Math.exp(-sum / row.length))};
    }

    private static double[] linear(double[] row) {
        double sum = 0.5;
        for (int i = 0; i < row.length; i++) {
            sum += (i - 1.5) * row[i];
        }
        return new double[] {sum};
    }

    private static TestTask task(int features) {
        return TestTask.of(ShapleyMethodsTest::interacting, TestTask.normalRow(features, 3))
                .background(TestTask.normal(5, features, 4));
    }

    @Test
    void rowsThatAreAlikeAreAskedForOnce() {
        double[] instance = {1, 0, 1, 1};
        Rows background = binary(20, 4);
        Definition definition =
                new Definition(ShapleyMethodsTest::interacting, background, instance);
        TestTask task =
                TestTask.of(ShapleyMethodsTest::interacting, instance).background(background);

        Attributions found = task.attributions(new KernelShap());

        assertThat(task.rowsPredicted()).isLessThanOrEqualTo(1 + 20 + 16);
        for (Attribution each : found.outputs()) {
            assertThat(each.values().stream().mapToDouble(Double::doubleValue).toArray())
                    .containsExactly(definition.values(each.output()), within(1e-9));
        }
    }

    private static Rows binary(int rows, int features) {
        double[] values = new double[rows * features];
        for (int i = 0; i < values.length; i++) {
            values[i] = TestTask.random(i).nextInt(2);
        }
        return Rows.over(features, values);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 10, 12})
    void exactAndKernelValuesAreTheDefinitionsUpToTwelveFeatures(int features) {
        double[] instance = TestTask.normalRow(features, 3);
        Rows background = TestTask.normal(5, features, 4);
        Definition definition =
                new Definition(ShapleyMethodsTest::interacting, background, instance);

        for (ExplanationMethod method : List.of(new ExactShapley(), new KernelShap())) {
            TestTask task = task(features);
            if (method instanceof KernelShap) {
                task.with("coalitions", 1 << 12);
            }
            List<Attribution> found = task.attributions(method).outputs();
            for (int output = 0; output < 2; output++) {
                double[] expected = definition.values(output);
                for (int feature = 0; feature < features; feature++) {
                    assertThat(found.get(output).values().get(feature))
                            .isCloseTo(expected[feature], within(1e-9));
                }
                assertThat(found.get(output).standardErrors()).isEmpty();
            }
        }
    }

    static Stream<ExplanationMethod> efficient() {
        return Stream.of(new KernelShap(), new PermutationShapley());
    }

    @ParameterizedTest
    @MethodSource("efficient")
    void sampledValuesAddUpToTheAnswerAllTheSame(ExplanationMethod method) {
        Attributions found = task(25).attributions(method);

        for (Attribution each : found.outputs()) {
            assertThat(each.additivityGap()).isLessThan(1e-9);
            assertThat(each.standardErrors()).hasSize(25).allMatch(error -> error > 0);
        }
        assertThat(found.findings().complete()).isTrue();
    }

    static Stream<ExplanationMethod> sampling() {
        return Stream.of(new KernelShap(), new PermutationShapley(), new SamplingShapley());
    }

    @ParameterizedTest
    @MethodSource("sampling")
    void whatIsSampledIsAsFarOffAsItsStandardErrorsSay(ExplanationMethod method) {
        int features = 12;
        double[] exact =
                new Definition(
                                ShapleyMethodsTest::interacting,
                                TestTask.normal(5, features, 4),
                                TestTask.normalRow(features, 3))
                        .values(0);
        TestTask task = task(features);
        switch (method) {
            case KernelShap _ -> task.with("coalitions", 600);
            case PermutationShapley _ -> task.with("permutations", 60);
            default -> task.with("samples", 2000);
        }

        Attribution found = task.first(method);

        double worst =
                IntStream.range(0, features)
                        .mapToDouble(i ->
                                Math.abs(found.values().get(i) - exact[i])
                                        / (found.standardErrors().get(i) + 1e-9))
                        .max()
                        .orElseThrow();
        assertThat(worst).isLessThan(5);
        assertThat(found.standardErrors()).allMatch(error -> error < 0.5);
    }

    @ParameterizedTest
    @MethodSource("sampling")
    void theSameSeedGivesTheSameValuesAndAnotherSeedOthers(ExplanationMethod method) {
        Attribution first = task(20).seed(7).first(method);

        assertThat(task(20).seed(7).first(method)).isEqualTo(first);
        assertThat(task(20).seed(8).first(method)).isNotEqualTo(first);
    }

    static Stream<ExplanationMethod> all() {
        return Stream.of(
                new KernelShap(), new ExactShapley(), new PermutationShapley(), new LinearShap());
    }

    @ParameterizedTest
    @MethodSource("all")
    void aLinearModelsValuesAreItsWeightsTimesTheDistanceFromTheMean(ExplanationMethod method) {
        double[] instance = TestTask.normalRow(8, 5);
        Rows background = TestTask.normal(20, 8, 6);
        double[] means = background.means();

        Attribution found =
                TestTask.of(ShapleyMethodsTest::linear, instance)
                        .background(background)
                        .first(method);

        for (int i = 0; i < instance.length; i++) {
            assertThat(found.values().get(i))
                    .isCloseTo((i - 1.5) * (instance[i] - means[i]), within(1e-9));
        }
        assertThat(found.additivityGap()).isLessThan(1e-9);
    }

    @Test
    void aLogisticModelIsLinearInLogOdds() {
        double[] instance = TestTask.normalRow(4, 5);
        Rows background = TestTask.normal(20, 4, 6);

        Attribution found =
                TestTask.of(row -> new double[] {1 / (1 + Math.exp(-linear(row)[0]))}, instance)
                        .background(background)
                        .with("link", "logit")
                        .first(new LinearShap());

        assertThat(found.values().get(0))
                .isCloseTo(-1.5 * (instance[0] - background.means()[0]), within(1e-9));
    }

    @Test
    void refusesToCallACurvedModelLinearAndSaysHowFarOffItIs() {
        assertThatThrownBy(() -> task(4).explain(new LinearShap()))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("needs a linear model")
                .hasMessageContaining("expected at most 0.000100");
    }

    @Test
    void aFeatureThatNeverVariesAddsNothingAndCostsNothing() {
        Rows background = Rows.of(new double[] {1, 2, 3}, new double[] {4, 2, 5});

        TestTask task =
                TestTask.of(ShapleyMethodsTest::interacting, 0, 2, 1).background(background);

        assertThat(task.first(new ExactShapley()).values().get(1)).isZero();
        assertThat(task.rowsPredicted()).isEqualTo(1 + 2 + 2 * 2);
        assertThat(task.first(new KernelShap()).values().get(1)).isZero();
    }

    @Test
    void saysHowManyRowsAreNeededWhenTheBudgetIsTooSmall() {
        assertThatThrownBy(() -> task(20).budget(100).explain(new KernelShap()))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "method 'kernel_shap' with 20 features that vary and 5 background rows"
                                + " needs at least 200 predicted rows; the budget is 100, of which 94"
                                + " are left");
        assertThatThrownBy(() -> task(12).budget(1000).explain(new ExactShapley()))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("needs at least 20470 predicted rows; the budget is 1000");
        assertThatThrownBy(() -> task(20).budget(100).explain(new PermutationShapley()))
                .hasMessageContaining("needs at least 190 predicted rows");
    }

    @Test
    void refusesMoreFeaturesThanCanBeTriedAndNamesTheMethodThatTakesThem() {
        assertThatThrownBy(() -> task(17).explain(new ExactShapley()))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("17 features")
                .hasMessageContaining("at most 16; 'kernel_shap' takes more");
    }

    @ParameterizedTest
    @MethodSource("all")
    void asksForBackgroundDataWhereThereIsNone(ExplanationMethod method) {
        assertThatThrownBy(() -> TestTask.of(ShapleyMethodsTest::linear, 1, 2).explain(method))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("method '%s' needs background data".formatted(method.name()));
    }

    @ParameterizedTest
    @MethodSource("sampling")
    void aBudgetThatEndsLeavesAPartialAnswerThatSaysSo(ExplanationMethod method) {
        TestTask task = task(12).budget(700);

        Attributions found = task.attributions(method);

        assertThat(task.rowsPredicted()).isLessThanOrEqualTo(700);
        assertThat(found.findings().complete()).isFalse();
        assertThat(found.outputs().getFirst().values()).hasSize(12);
    }

    @Test
    void aDeadlineThatPassesBeforeAnythingIsKnownIsADeadlineExceeded() {
        assertThatThrownBy(() -> task(20).time(Duration.ofMillis(-1)).explain(new KernelShap()))
                .isInstanceOf(DeadlineExceeded.class);
    }

    @Test
    void theWeightsOfAPlanAreTheKernelsWhereverItIsEnumerated() {
        CoalitionPlan plan = CoalitionPlan.of(10, 400, TestTask.random(1));

        assertThat(plan.isExhaustive()).isFalse();
        assertThat(plan.tiers().getFirst().coalitions()).hasSize(20);
        double drawn = plan.drawn().values().stream().mapToInt(Integer::intValue).sum();
        assertThat(plan.drawn().keySet()).allMatch(each -> plan.drawn().containsKey(flipped(each)));
        assertThat(drawn).isPositive();
        double mass =
                plan.drawnMass()
                        + plan.tiers().stream().mapToDouble(CoalitionPlan.Tier::mass).sum();
        double whole =
                IntStream.range(1, 10).mapToDouble(size -> 9.0 / (size * (10.0 - size))).sum();
        assertThat(mass).isCloseTo(whole, within(1e-12));
    }

    private static BitSet flipped(BitSet coalition) {
        BitSet flipped = (BitSet) coalition.clone();
        flipped.flip(0, 10);
        return flipped;
    }

    @Test
    void allCoalitionsOfASizeAreListedOnce() {
        assertThat(Combinations.all(7, 3))
                .hasSize(35)
                .doesNotHaveDuplicates()
                .allMatch(each -> each.cardinality() == 3 && each.length() <= 7);
        assertThat(
                        Arrays.stream(new int[] {0, 1, 3, 6})
                                .mapToDouble(size -> Combinations.count(6, size)))
                .containsExactly(1.0, 6.0, 20.0, 1.0);
    }
}
