package dev.serval.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumberTest {
    @Property(tries = 20_000)
    void roundsDecimalsToTheDoubleAndFloatThatTheJdkRoundsThemTo(@ForAll("decimals") String text) {
        assertRoundsAsTheJdkDoes(text);
    }

    @Property(tries = 10_000)
    void readsEveryDoubleBackFromItsShortestText(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isFinite(value)) {
            assertRoundsAsTheJdkDoes(Double.toString(value));
        }
    }

    @Property(tries = 10_000)
    void readsEveryFloatBackFromItsShortestTextAndFromThatOfItsDouble(@ForAll int bits) {
        float value = Float.intBitsToFloat(bits);
        if (Float.isFinite(value)) {
            assertRoundsAsTheJdkDoes(Float.toString(value));
            assertRoundsAsTheJdkDoes(Double.toString(value));
        }
    }

    @Property(tries = 5_000)
    void roundsWhatLiesAtAndBesideTheMiddleOfTwoDoublesOrFloats(
            @ForAll long bits, @ForAll("nudges") String nudge) {
        double lower = Math.abs(Double.longBitsToDouble(bits & 0xBFFF_FFFF_FFFF_FFFFL));
        if (lower > 1e-100 && lower < 1e300) {
            BigDecimal middle = middle(new BigDecimal(lower), new BigDecimal(Math.nextUp(lower)));
            assertRoundsAsTheJdkDoes(middle.toPlainString() + (isWhole(middle) ? "" : nudge));
        }
        float narrow = Math.abs(Float.intBitsToFloat((int) bits));
        if (Float.isFinite(narrow)) {
            BigDecimal middle = middle(new BigDecimal(narrow), new BigDecimal(Math.nextUp(narrow)));
            assertRoundsAsTheJdkDoes(middle.toPlainString() + (isWhole(middle) ? "" : nudge));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "0.0",
                "-0.0",
                "0e5",
                "1",
                "-1",
                "123456789012345678",
                "9007199254740993",
                "9007199254740992.5",
                "9223372036854775807",
                "18446744073709551615",
                "9999999999999999999",
                "99999999999999999999",
                "1e22",
                "1e23",
                "1e-22",
                "1e-23",
                "9007199254740992e22",
                "9007199254740993e22",
                "1e64",
                "1e65",
                "1e-64",
                "1e-65",
                "16777217",
                "16777219",
                "33554435",
                "0.1",
                "0.3",
                "0.10000000149011612",
                "2.2250738585072011e-308",
                "2.2250738585072014e-308",
                "4.9e-324",
                "2.4e-324",
                "1.7976931348623157e308",
                "1.7976931348623159e308",
                "1e400",
                "-1e400",
                "1e-400",
                "3.4028235e38",
                "3.4028235677973366e38",
                "3.4028235677973367e38",
                "1.4e-45",
                "7.006492321624085e-46",
                "7.0064923216240854e-46",
                "1e-46",
                "1.17549435e-38",
                "1.0000000596046448",
                "1.00000005960464477539062500000001",
                "1e999999999999",
                "1e-999999999999",
                "0.000000000000000000000000000000000000000000000000000000001",
                "7205759403792793199999e-5",
                "8589934592.5",
                "1e0000000000000000000000001"
            })
    void roundsHardCasesAsTheJdkDoes(String text) {
        assertRoundsAsTheJdkDoes(text);
    }

    @Test
    void spellsOutWhatIsNotFinite() {
        assertThat(number("NaN").toDouble()).isNaN();
        assertThat(number("NaN").toFloat()).isNaN();
        assertThat(number("Infinity").toFloat()).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(number("-Infinity").toDouble()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(number("-Infinity").isSpecial()).isTrue();
        assertThat(number("NaN").isIntegral()).isFalse();
        assertThat(number("NaN").fitsLong()).isFalse();
        assertThat(number("1").isSpecial()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0, true, true",
        "-0, true, true",
        "-1, true, false",
        "9223372036854775807, true, true",
        "9223372036854775808, false, true",
        "-9223372036854775808, true, false",
        "-9223372036854775809, false, false",
        "18446744073709551615, false, true",
        "18446744073709551616, false, false",
        "99999999999999999999, false, false",
        "100000000000000000000, false, false",
        "1.0, false, false",
        "1e3, false, false",
        "-18446744073709551615, false, false"
    })
    void knowsWhichIntegersFit(String text, boolean signed, boolean unsigned) {
        JsonNumber number = number(text);
        assertThat(number.fitsLong()).isEqualTo(signed);
        assertThat(number.fitsUnsignedLong()).isEqualTo(unsigned);
        if (signed) {
            assertThat(number.toLong()).isEqualTo(Long.parseLong(text));
        }
        if (unsigned) {
            assertThat(number.toUnsignedLong()).isEqualTo(new BigInteger(text).longValue());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "01| 2| '1'| no digit after a leading zero",
                "-| 2| the end| a digit",
                "-x| 2| 'x'| a digit",
                "1.| 3| the end| a digit",
                "1.e5| 3| 'e'| a digit",
                "1e| 3| the end| a digit",
                "1e+| 4| the end| a digit",
                "-.5| 2| '.'| a digit",
                "Nan| 3| 'n'| 'NaN'",
                "-NaN| 2| 'N'| a digit",
                "Inf| 4| the end| 'Infinity'"
            },
            quoteCharacter = '`')
    void refusesWhatIsNoNumber(String text, int column, String found, String expected) {
        assertThatThrownBy(() -> number(text))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "malformed JSON at line 1, column %d: found %s, expected %s"
                                .formatted(column, found, expected));
    }

    @Test
    void refusesANumberOfMoreCharactersThanAnyNumberNeeds() {
        String longest = "1" + "0".repeat(1023);
        assertThat(number(longest).toDouble()).isInfinite();
        assertThatThrownBy(() -> number(longest + "0"))
                .hasMessage(
                        "malformed JSON at line 1, column 1: found a number of 1025 characters,"
                                + " expected at most 1024");
    }

    private static void assertRoundsAsTheJdkDoes(String text) {
        assertThat(Double.doubleToRawLongBits(number(text).toDouble()))
                .as(text)
                .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
        assertThat(Float.floatToRawIntBits(number(text).toFloat()))
                .as(text)
                .isEqualTo(Float.floatToRawIntBits(Float.parseFloat(text)));
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

    private static boolean isWhole(BigDecimal value) {
        return !value.toPlainString().contains(".");
    }

    @Provide
    Arbitrary<String> decimals() {
        Arbitrary<String> sign = Arbitraries.of("", "-");
        Arbitrary<String> whole = digits(1, 22);
        Arbitrary<String> fraction =
                Arbitraries.oneOf(Arbitraries.just(""), digits(1, 25).map(text -> "." + text));
        Arbitrary<String> exponent =
                Arbitraries.oneOf(
                        Arbitraries.just(""),
                        Arbitraries.integers().between(-80, 80).map(power -> "e" + power),
                        Arbitraries.integers().between(-345, 330).map(power -> "E" + power));
        return Combinators.combine(sign, whole, fraction, exponent)
                .as((s, w, f, e) -> s + w.replaceFirst("^0+(?=.)", "") + f + e);
    }

    @Provide
    Arbitrary<String> nudges() {
        return Arbitraries.of("", "0", "1", "00000000001", "0000000000000000000000000001");
    }

    private static Arbitrary<String> digits(int least, int most) {
        return Arbitraries.strings().numeric().ofMinLength(least).ofMaxLength(most);
    }
}
