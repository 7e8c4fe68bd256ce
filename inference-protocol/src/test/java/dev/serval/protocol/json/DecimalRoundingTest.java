package dev.serval.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DecimalRoundingTest {
    @Property(tries = 20_000)
    void decidesDigitsOfEveryLengthAndRoundsThemAsTheJdkDoes(
            @ForAll long digits, @ForAll @IntRange(min = -64, max = 64) int power) {
        String text = Long.toUnsignedString(digits) + "e" + power;
        double expected = Double.parseDouble(text);
        double nearest = DecimalRounding.nearestDouble(digits, power);
        if (Double.isNaN(nearest)) {
            assertThat(middlesBeside(expected))
                    .anyMatch(middle -> middle.compareTo(new BigDecimal(text)) == 0);
        } else {
            assertThat(nearest).isEqualTo(expected);
        }
    }

    private static List<BigDecimal> middlesBeside(double value) {
        return DoubleStream.of(Math.nextDown(value), Math.nextUp(value))
                .mapToObj(BigDecimal::new)
                .map(beside -> beside.add(new BigDecimal(value)).divide(BigDecimal.TWO))
                .toList();
    }

    @Property(tries = 5_000)
    void decidesSeventeenDigitsAsPythonWritesFloats(
            @ForAll @LongRange(min = 10_000_000_000_000_000L, max = 99_999_999_999_999_999L)
                    long digits) {
        assertThat(DecimalRounding.nearestDouble(digits, -17))
                .isEqualTo(Double.parseDouble(digits + "e-17"));
    }

    @Test
    void leavesWhatLiesHalfWayAndPowersBeyondItsTableToASlowerWay() {
        assertThat(DecimalRounding.nearestDouble((1L << 53) + 1, 0)).isNaN();
        assertThat(DecimalRounding.nearestDouble(1, 65)).isNaN();
        assertThat(DecimalRounding.nearestDouble(1, -65)).isNaN();
        assertThat(DecimalRounding.nearestDouble(1, 64)).isEqualTo(1e64);
        assertThat(DecimalRounding.nearestDouble(1, -64)).isEqualTo(1e-64);
    }

    @Test
    void makesZeroOfNoDigitsWhateverThePower() {
        assertThat(DecimalRounding.nearestDouble(0, 1_000_000)).isZero();
    }
}
