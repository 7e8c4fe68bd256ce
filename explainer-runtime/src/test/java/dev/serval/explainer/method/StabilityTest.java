package dev.serval.explainer.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.serval.explainer.method.Explanation.Adversarial;
import dev.serval.explainer.method.Explanation.Anchor;
import dev.serval.explainer.method.Explanation.Attributions;
import dev.serval.explainer.method.Explanation.Condition;
import dev.serval.explainer.method.Explanation.Counterfactual;
import dev.serval.explainer.method.Explanation.Counterfactuals;
import dev.serval.explainer.method.Explanation.Curve;
import dev.serval.explainer.method.Explanation.Curves;
import dev.serval.explainer.method.Explanation.Misled;
import dev.serval.explainer.method.Explanation.Norms;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StabilityTest {
    private static final Findings FINDINGS = Findings.of(true, Map.of());

    private static Explanation values(Double... values) {
        return new Attributions(
                List.of(new Attribution(0, 0, 0, List.of(values), List.of())), FINDINGS);
    }

    private static Explanation anchor(int word) {
        return new Anchor(List.of(new Condition.Word(word)), 0, 1, 0.95, 0.5, FINDINGS);
    }

    @Test
    void attributionsAgreeByTheirCosine() {
        assertThat(Stability.of(List.of(values(1.0, 2.0), values(2.0, 4.0))).getAsDouble())
                .isCloseTo(1, within(1e-12));
        assertThat(Stability.of(List.of(values(1.0, 0.0), values(0.0, 1.0))).getAsDouble())
                .isZero();
        assertThat(Stability.of(List.of(values(0.0), values(0.0), values(1.0))).getAsDouble())
                .isCloseTo(1.0 / 3, within(1e-12));
    }

    @Test
    void anchorsAgreeWhereTheirRulesAreTheSame() {
        assertThat(Stability.of(List.of(anchor(1), anchor(1), anchor(2))).getAsDouble())
                .isCloseTo(1.0 / 3, within(1e-12));
    }

    @Test
    void counterfactualsAgreeByTheFeaturesThatTheirNearestRowsChange() {
        assertThat(Stability.of(List.of(changing(0, 1), changing(1, 2))).getAsDouble())
                .isCloseTo(1.0 / 3, within(1e-12));
        Explanation none = new Counterfactuals(List.of(), FINDINGS);
        assertThat(Stability.of(List.of(none, none)).getAsDouble()).isEqualTo(1);
        assertThat(Stability.of(List.of(none, changing(0))).getAsDouble()).isZero();
    }

    private static Explanation changing(Integer... features) {
        return new Counterfactuals(
                List.of(
                        new Counterfactual(List.of(), List.of(), 1, List.of(features)),
                        new Counterfactual(List.of(), List.of(), 2, List.of(7))),
                FINDINGS);
    }

    @Test
    void curvesAgreeByTheCosineOfWhatTheyHaveInCommon() {
        assertThat(Stability.of(List.of(curve(1.0, 2.0), curve(2.0, 4.0))).getAsDouble())
                .isCloseTo(1, within(1e-12));
        assertThat(Stability.of(List.of(curve(3.0), curve(3.0, 4.0))).getAsDouble())
                .isCloseTo(1, within(1e-12));
    }

    private static Explanation curve(Double... values) {
        List<Double> each = List.of(values);
        return new Curves("ale", List.of(new Curve(0, 0, each, each, each, List.of())), FINDINGS);
    }

    @Test
    void attacksAgreeWhereTheyComeToTheSameClass() {
        assertThat(Stability.of(List.of(attack(1), attack(1), attack(2))).getAsDouble())
                .isCloseTo(1.0 / 3, within(1e-12));
    }

    private static Explanation attack(int after) {
        return new Adversarial(
                List.of(), List.of(), new Misled(0, 0, after), new Norms(0, 0, 0), FINDINGS);
    }

    @Test
    void oneExplanationIsNotCompared() {
        assertThat(Stability.of(List.of(values(1.0)))).isEmpty();
    }
}
