package dev.serval.explainer.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.serval.explainer.fake.TestTask;
import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation.Attributions;
import dev.serval.explainer.model.Rows;
import dev.serval.inference.failure.InvalidInput;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntegratedGradientsTest {
    private static final double[] ROW = {1.5, -0.5, 2, 0.3};

    /// Two outputs, the second of which is not linear.
    private static double[] model(double[] x) {
        return new double[] {2 * x[0] - x[1] + 3, sigmoid(x[0] * x[2] - 2 * x[1])};
    }

    private static double sigmoid(double score) {
        return 1 / (1 + Math.exp(-score));
    }

    private static double[] gradient(double[] x) {
        double yes = sigmoid(x[0] * x[2] - 2 * x[1]);
        double slope = yes * (1 - yes);
        return new double[] {2, -1, 0, 0, slope * x[2], -2 * slope, slope * x[0], 0};
    }

    private static TestTask task() {
        return TestTask.of(IntegratedGradientsTest::model, ROW)
                .gradient(IntegratedGradientsTest::gradient);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zero", "mean"})
    void valuesAddUpToTheChangeFromTheBaseline(String baseline) {
        Attributions found =
                task().background(TestTask.normal(20, 4, 1))
                        .with("baseline", baseline)
                        .attributions(new IntegratedGradients());

        assertThat(found.findings().complete()).isTrue();
        assertThat(found.findings().notes()).isEmpty();
        for (Attribution each : found.outputs()) {
            assertThat(each.additivityGap()).isLessThan(1e-9);
            assertThat(each.values().get(3)).isZero();
        }
    }

    @Test
    void ofALinearModelEachValueIsItsWeightTimesItsChange() {
        Attribution found =
                task().with("baseline_row", List.of(1, 1, 1, 1)).first(new IntegratedGradients());

        assertThat(found.values().get(0)).isCloseTo(2 * 0.5, within(1e-12));
        assertThat(found.values().get(1)).isCloseTo(-1 * -1.5, within(1e-12));
        assertThat(found.baseValue()).isEqualTo(4);
    }

    @Test
    void takesMorePointsWhereTheModelIsRoughAndSaysWhenThatIsNotEnough() {
        TestTask rough =
                TestTask.of(x -> new double[] {Math.max(0, x[0] - 0.7)}, 1)
                        .gradient(x -> new double[] {x[0] > 0.7 ? 1 : 0})
                        .with("steps", 2);

        Attributions enough = rough.with("tolerance", 0.05).attributions(new IntegratedGradients());
        Attributions tooFew =
                rough.with("tolerance", 1e-9)
                        .with("max_steps", 8)
                        .attributions(new IntegratedGradients());

        assertThat(enough.findings().measures().get("steps")).isGreaterThan(4);
        assertThat(enough.outputs().getFirst().values().getFirst()).isCloseTo(0.3, within(0.015));
        assertThat(tooFew.findings().measures().get("steps")).isEqualTo(8);
        assertThat(tooFew.findings().notes())
                .singleElement()
                .asString()
                .startsWith("values do not add up to the answer within 'tolerance'");
    }

    @Test
    void endsWithTheBudgetAndSaysSo() {
        TestTask rough =
                TestTask.of(x -> new double[] {Math.max(0, x[0] - 0.7)}, 1)
                        .gradient(x -> new double[] {x[0] > 0.7 ? 1 : 0})
                        .with("tolerance", 0)
                        .budget(100);

        Attributions found = rough.attributions(new IntegratedGradients());

        assertThat(found.findings().complete()).isFalse();
        assertThat(rough.rowsPredicted()).isEqualTo(2 + 32 + 64);
        assertThatThrownBy(() -> rough.budget(20).explain(new IntegratedGradients()))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("with 32 steps needs at least 34 predicted rows");
    }

    @Test
    void refusesAModelWhoseGradientNobodyServes() {
        assertThatThrownBy(() ->
                        TestTask.of(IntegratedGradientsTest::model, ROW)
                                .explain(new IntegratedGradients()))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "method 'integrated_gradients' needs the model's gradient; expected"
                                + " 'gradient' in the explainer's configuration, which names an"
                                + " output of the predictor that is the gradient of its answers");
    }

    @Test
    void refusesAGradientAndABaselineOfAnotherWidth() {
        assertThatThrownBy(() ->
                        TestTask.of(IntegratedGradientsTest::model, ROW)
                                .gradient(_ -> new double[4])
                                .explain(new IntegratedGradients()))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "the gradient has 4 numbers a row, expected 8: for each of 2 outputs one"
                                + " for each of the row's 4 values");
        assertThatThrownBy(() ->
                        task().with("baseline_row", List.of(1, 2))
                                .explain(new IntegratedGradients()))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("parameter 'baseline_row' has 2 values, expected 4 as a row has");
    }

    @Test
    void theBackgroundsMeanIsTheBaselineUnlessOneIsAskedFor() {
        Rows background = TestTask.normal(20, 4, 1);

        Attribution found = task().background(background).first(new IntegratedGradients());

        assertThat(found.baseValue()).isCloseTo(model(background.means())[0], within(1e-12));
    }
}
