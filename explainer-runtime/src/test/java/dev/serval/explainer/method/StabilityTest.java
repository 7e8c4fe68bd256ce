package dev.serval.explainer.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.serval.explainer.method.Explanation.Anchor;
import dev.serval.explainer.method.Explanation.Attributions;
import dev.serval.explainer.method.Explanation.Condition;
import dev.serval.explainer.method.Explanation.Counterfactuals;
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
    void oneExplanationAndOtherKindsAreNotCompared() {
        Explanation counterfactuals = new Counterfactuals(List.of(), FINDINGS);

        assertThat(Stability.of(List.of(values(1.0)))).isEmpty();
        assertThat(Stability.of(List.of(counterfactuals, counterfactuals))).isEmpty();
    }
}
