package dev.serval.protocol.json;

import dev.serval.inference.failure.InvalidInput;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/// The number that a [JsonScanner] read last, rounded to what is asked for: once, to the nearest,
/// ties to even.
public final class JsonNumber {
    private static final int LONGEST = 1024;
    private static final int MOST_DIGITS = 19;
    private static final long LARGEST_EXPONENT = 1_000_000;
    private static final BigInteger LARGEST_UNSIGNED =
            BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

    private final byte[] json;
    private final int end;
    private final JsonComplaint complaint;

    private int from;
    private int to;
    private boolean negative;
    private boolean integral;

    /// The first 19 digits without leading zeros, an unsigned long.
    private long digits;

    private int digitCount;

    /// The power of ten that goes with the digits.
    private long exponent;

    /// NaN or an infinity, if it is one of these; else 0.
    private double special;

    JsonNumber(byte[] json, int end, JsonComplaint complaint) {
        this.json = json;
        this.end = end;
        this.complaint = complaint;
    }

    /// Whether a value whose first byte that is can be a number.
    public static boolean mayStartWith(int first) {
        return (first >= '0' && first <= '9') || first == '-' || first == 'N' || first == 'I';
    }

    /// Reads the number that begins at `place`.
    ///
    /// @return the place after it
    int scan(int place) {
        from = place;
        integral = true;
        digits = 0;
        digitCount = 0;
        exponent = 0;
        special = 0;
        negative = json[place] == '-';
        to = negative ? place + 1 : place;
        int first = at(to);
        if (first == 'N' && !negative) {
            return scanSpecial("NaN", Double.NaN);
        }
        if (first == 'I') {
            return scanSpecial("Infinity", Double.POSITIVE_INFINITY);
        }
        scanDigits();
        if (to - place > LONGEST) {
            throw complaint.at(
                    place,
                    "a number of %d characters".formatted(to - place),
                    "at most %d".formatted(LONGEST));
        }
        return to;
    }

    private int at(int place) {
        return place < end ? json[place] : JsonScanner.END;
    }

    private int scanSpecial(String word, double value) {
        for (int i = 0; i < word.length(); i++) {
            if (at(to) != word.charAt(i)) {
                throw complaint.at(to, "'%s'".formatted(word));
            }
            to++;
        }
        special = negative ? -value : value;
        integral = false;
        return to;
    }

    private void scanDigits() {
        if (at(to) == '0') {
            to++;
            if (isDigit(at(to))) {
                throw complaint.at(to, "no digit after a leading zero");
            }
        } else {
            run();
        }
        if (at(to) == '.') {
            integral = false;
            to++;
            int point = to;
            run();
            exponent -= to - point;
        }
        if ((at(to) | 0x20) == 'e') {
            integral = false;
            to++;
            scanExponent();
        }
    }

    /// Reads one digit or more. Digits past the 19th are only counted.
    private void run() {
        int place = to;
        long value = digits;
        int count = digitCount;
        int next = at(place);
        while (isDigit(next)) {
            if (count < MOST_DIGITS) {
                value = value * 10 + (next - '0');
                count += value == 0 ? 0 : 1;
            } else {
                count++;
                exponent++;
            }
            next = at(++place);
        }
        if (place == to) {
            throw complaint.at(place, "a digit");
        }
        to = place;
        digits = value;
        digitCount = count;
    }

    private void scanExponent() {
        int sign = at(to);
        if (sign == '+' || sign == '-') {
            to++;
        }
        int first = to;
        long power = 0;
        while (isDigit(at(to))) {
            power = Math.min(power * 10 + (json[to] - '0'), LARGEST_EXPONENT);
            to++;
        }
        if (to == first) {
            throw complaint.at(to, "a digit");
        }
        exponent += sign == '-' ? -power : power;
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    /// Whether the number is written without fraction and exponent.
    public boolean isIntegral() {
        return integral;
    }

    /// Whether it is NaN or an infinity, spelled out.
    public boolean isSpecial() {
        return special != 0;
    }

    /// Whether the number is an integer from -2^63 to 2^63 - 1.
    public boolean fitsLong() {
        return integral
                && digitCount <= MOST_DIGITS
                && (digits >= 0 || negative && digits == Long.MIN_VALUE);
    }

    /// The integer, if [#fitsLong] says so.
    public long toLong() {
        return negative ? -digits : digits;
    }

    /// Whether the number is an integer from 0 to 2^64 - 1.
    public boolean fitsUnsignedLong() {
        if (!integral || negative && digits != 0 || digitCount > MOST_DIGITS + 1) {
            return false;
        }
        return digitCount <= MOST_DIGITS
                || new BigInteger(toString()).compareTo(LARGEST_UNSIGNED) <= 0;
    }

    /// The bits of the integer, if [#fitsUnsignedLong] says so.
    public long toUnsignedLong() {
        return digitCount <= MOST_DIGITS ? digits : Long.parseUnsignedLong(toString());
    }

    /// The nearest `double`; an infinity for what is beyond the largest one.
    public double toDouble() {
        if (special != 0) {
            return special;
        }
        if (digitCount <= MOST_DIGITS) {
            double magnitude = DecimalRounding.nearestDouble(digits, exponent);
            if (!Double.isNaN(magnitude)) {
                return negative ? -magnitude : magnitude;
            }
        }
        return Double.parseDouble(toString());
    }

    /// The nearest `float`; an infinity for what is beyond the largest one.
    public float toFloat() {
        double nearest = toDouble();
        return isAmbiguous(nearest) ? Float.parseFloat(toString()) : (float) nearest;
    }

    /// Whether rounding a nearest double once more could differ from rounding the number itself:
    /// only if the double lies half-way between two floats. Near zero floats lie further apart, and
    /// the question is not worth asking.
    static boolean isAmbiguous(double nearest) {
        return (Double.doubleToRawLongBits(nearest) & 0x1FFF_FFFFL) == 0x1000_0000L
                || Math.abs(nearest) < Float.MIN_NORMAL && nearest != 0;
    }

    /// The nearest IEEE 754 binary16, in its bits; an infinity for what is beyond the largest one.
    public short toFloat16() {
        float nearest = toFloat();
        float magnitude = Math.abs(nearest);
        boolean tie;
        if (magnitude < 0x1p-14f) {
            // Subnormal: multiples of 2^-24, so that odd multiples of 2^-25 lie half-way.
            float scaled = magnitude * 0x1p25f;
            tie = scaled == (int) scaled && ((int) scaled & 1) == 1;
        } else {
            tie = (Float.floatToRawIntBits(nearest) & 0x1FFF) == 0x1000;
        }
        return Float.floatToFloat16(tie ? towardsThis(nearest) : nearest);
    }

    /// The nearest bfloat16, in its bits; an infinity for what is beyond the largest one.
    public short toBrainFloat16() {
        float nearest = toFloat();
        boolean tie = (Float.floatToRawIntBits(nearest) & 0xFFFF) == 0x8000;
        int bits = Float.floatToIntBits(tie ? towardsThis(nearest) : nearest);
        int toEven = 0x7FFF + (bits >>> 16 & 1);
        return (short) (Float.isFinite(nearest) ? bits + toEven >>> 16 : bits >>> 16);
    }

    /// The float next to one on the side where this number lies; the same if they are equal.
    private float towardsThis(float tie) {
        int side = new BigDecimal(toString()).compareTo(new BigDecimal(tie));
        if (side == 0) {
            return tie;
        }
        return side > 0 ? Math.nextUp(tie) : Math.nextDown(tie);
    }

    /// A refusal of this number: `input 'x': element 3 is 300, expected …`.
    InvalidInput refuse(String thing, String expected) {
        return new InvalidInput(
                "%s is %s, expected %s"
                        .formatted(thing, JsonComplaint.quote(toString()), expected));
    }

    /// The number as it is written.
    @Override
    public String toString() {
        return new String(json, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
