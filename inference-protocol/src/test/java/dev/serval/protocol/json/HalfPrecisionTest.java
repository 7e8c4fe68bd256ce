package dev.serval.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HalfPrecisionTest {
    @Property(tries = 5_000)
    void roundsDecimalsToTheNearestHalfPrecisionNumbers(@ForAll("smallDecimals") String text) {
        assertThat(number(text).toFloat16()).as(text).isEqualTo(nearestFloat16(text));
        assertThat(number(text).toBrainFloat16()).as(text).isEqualTo(nearestBrainFloat16(text));
    }

    @Property(tries = 5_000)
    void roundsWhatLiesAtAndBesideTheMiddleOfTwoHalfPrecisionNumbers(
            @ForAll short bits, @ForAll("nudges") String nudge) {
        short positive = (short) (bits & 0x7FFF);
        if (positive < 0x7BFF) {
            String middle =
                    middle(float16(positive), float16((short) (positive + 1))).toPlainString();
            String text = middle.contains(".") ? middle + nudge : middle + ".0" + nudge;
            assertThat(number(text).toFloat16()).as(text).isEqualTo(nearestFloat16(text));
        }
        if (positive < 0x7F7F) {
            BigDecimal middle =
                    middle(brainFloat16(positive), brainFloat16((short) (positive + 1)));
            String plain = middle.toPlainString();
            String text = plain.contains(".") ? plain + nudge : plain + ".0" + nudge;
            assertThat(number(text).toBrainFloat16()).as(text).isEqualTo(nearestBrainFloat16(text));
        }
    }

    @Test
    void makesInfinitiesOfWhatIsBeyondTheLargestHalfPrecisionNumber() {
        assertThat(number("65519.99").toFloat16()).isEqualTo((short) 0x7BFF);
        assertThat(number("65520").toFloat16()).isEqualTo((short) 0x7C00);
        assertThat(number("-65520").toFloat16()).isEqualTo((short) 0xFC00);
        assertThat(number("3.3895314e38").toBrainFloat16()).isEqualTo((short) 0x7F7F);
        assertThat(number("3.4e38").toBrainFloat16()).isEqualTo((short) 0x7F80);
        assertThat(number("-3.5e38").toBrainFloat16()).isEqualTo((short) 0xFF80);
    }

    private static JsonNumber number(String text) {
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        JsonScanner scanner = new JsonScanner(json, 0, json.length, "malformed JSON");
        JsonNumber number = scanner.number();
        scanner.requireEnd();
        return number;
    }

    private static BigDecimal middle(BigDecimal lower, BigDecimal upper) {
        return lower.add(upper).divide(BigDecimal.TWO);
    }

    private static BigDecimal float16(short bits) {
        return new BigDecimal(Float.float16ToFloat(bits));
    }

    private static BigDecimal brainFloat16(short bits) {
        return new BigDecimal(Float.intBitsToFloat(bits << 16));
    }

    private static short nearestFloat16(String text) {
        BigDecimal exact = new BigDecimal(text).abs();
        short sign = text.startsWith("-") ? Short.MIN_VALUE : 0;
        if (exact.compareTo(new BigDecimal("65520")) >= 0) {
            return (short) (sign | 0x7C00);
        }
        return (short) (sign | nearest(exact, 0x7BFF, HalfPrecisionTest::float16));
    }

    private static short nearestBrainFloat16(String text) {
        BigDecimal exact = new BigDecimal(text).abs();
        short sign = text.startsWith("-") ? Short.MIN_VALUE : 0;
        return (short) (sign | nearest(exact, 0x7F7F, HalfPrecisionTest::brainFloat16));
    }

    /// The bits of the nearest number, ties to even, by bisection over all of them.
    private static int nearest(BigDecimal exact, int largest, Function<Short, BigDecimal> valueOf) {
        int low = 0;
        int high = largest;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (valueOf.apply((short) middle).compareTo(exact) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        if (low == largest) {
            return low;
        }
        BigDecimal tie = middle(valueOf.apply((short) low), valueOf.apply((short) (low + 1)));
        int side = exact.compareTo(tie);
        boolean up = side > 0 || side == 0 && (low & 1) == 1;
        return up ? low + 1 : low;
    }

    @Provide
    Arbitrary<String> smallDecimals() {
        Arbitrary<String> exponent =
                Arbitraries.integers().between(-12, 3).map(power -> "e" + power);
        return Combinators.combine(Arbitraries.of("", "-"), digits(1, 9), exponent)
                .as((sign, text, power) -> sign + "0." + text + power);
    }

    @Provide
    Arbitrary<String> nudges() {
        return Arbitraries.of("", "0", "1", "00000000001", "0000000000000000000000000001");
    }

    private static Arbitrary<String> digits(int least, int most) {
        return Arbitraries.strings().numeric().ofMinLength(least).ofMaxLength(most);
    }
}
