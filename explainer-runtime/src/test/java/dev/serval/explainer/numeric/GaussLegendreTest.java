package dev.serval.explainer.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussLegendreTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 33, 512})
    void isExactForPolynomialsOfADegreeBelowTwiceItsPoints(int count) {
        GaussLegendre rule = GaussLegendre.of(count);
        int degree = Math.min(2 * count - 1, 20);

        assertThat(integral(rule, _ -> 1)).isCloseTo(1, within(1e-12));
        assertThat(integral(rule, x -> Math.pow(x, degree)))
                .isCloseTo(1.0 / (degree + 1), within(1e-12));
        for (int i = 1; i < count; i++) {
            assertThat(rule.point(i)).isGreaterThan(rule.point(i - 1)).isBetween(0.0, 1.0);
        }
    }

    private static double integral(GaussLegendre rule, DoubleUnaryOperator function) {
        double sum = 0;
        for (int i = 0; i < rule.count(); i++) {
            sum += rule.weight(i) * function.applyAsDouble(rule.point(i));
        }
        return sum;
    }
}
