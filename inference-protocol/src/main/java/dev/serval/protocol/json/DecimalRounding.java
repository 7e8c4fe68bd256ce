package dev.serval.protocol.json;

import java.math.BigInteger;

/// Decimal digits and a power of ten rounded to the nearest `double`.
///
/// Small cases are one exact operation (W. D. Clinger, "How to read floating point numbers
/// accurately"). The others multiply the digits by a 128-bit approximation of the power, as D.
/// Lemire does ("Number parsing at a gigabyte per second"): the true product lies in a narrow
/// interval, and unless that interval holds a half-way point its rounding is certain.
final class DecimalRounding {
    private static final int LARGEST_POWER = 64;
    private static final int LARGEST_EXACT_POWER = 22;
    private static final long LARGEST_EXACT_INTEGER = 1L << 53;
    private static final double[] EXACT_POWERS = exactPowers();

    /// The most significant 128 bits of 5^-64 to 5^64, rounded down: high, low, high, low, …
    private static final long[] POWERS_OF_FIVE = powersOfFive();

    private DecimalRounding() {}

    /// The double nearest to `digits` times ten to the `exponent`, or NaN if that is left to a
    /// slower way.
    ///
    /// @param digits unsigned
    static double nearestDouble(long digits, long exponent) {
        if (digits == 0) {
            return 0;
        }
        if (exponent < -LARGEST_POWER || exponent > LARGEST_POWER) {
            return Double.NaN;
        }
        int power = (int) exponent;
        if (digits > 0
                && digits <= LARGEST_EXACT_INTEGER
                && Math.abs(power) <= LARGEST_EXACT_POWER) {
            return power < 0 ? digits / EXACT_POWERS[-power] : digits * EXACT_POWERS[power];
        }
        return nearestOfProduct(digits, power);
    }

    private static double nearestOfProduct(long digits, int power) {
        int shift = Long.numberOfLeadingZeros(digits);
        long normal = digits << shift;
        int entry = 2 * (power + LARGEST_POWER);
        // The upper 128 of the product's 192 bits; the true product is less than 2 above them.
        long low = normal * POWERS_OF_FIVE[entry];
        long high = Math.unsignedMultiplyHigh(normal, POWERS_OF_FIVE[entry]);
        long carry = Math.unsignedMultiplyHigh(normal, POWERS_OF_FIVE[entry + 1]);
        low += carry;
        if (Long.compareUnsigned(low, carry) < 0) {
            high++;
        }
        int binary = binaryExponent(power) - shift + 64;
        if (high >= 0) {
            high = high << 1 | low >>> 63;
            low <<= 1;
            binary--;
        }
        // 53 bits, and under them 11 + 64 bits that say which way to round.
        long rest = high & 0x7FF;
        boolean nearHalf =
                rest == 0x3FF && Long.compareUnsigned(low, -4) >= 0 || rest == 0x400 && low == 0;
        if (nearHalf) {
            return Double.NaN;
        }
        long mantissa = (high >>> 11) + (rest >>> 10);
        return mantissa * Double.longBitsToDouble(binary - 52L + Double.MAX_EXPONENT << 52);
    }

    /// The exponent of the leading bit of ten to the `power`: the floor of power * log2(10).
    private static int binaryExponent(int power) {
        return 217_706 * power >> 16;
    }

    private static double[] exactPowers() {
        double[] powers = new double[LARGEST_EXACT_POWER + 1];
        double power = 1;
        for (int i = 0; i < powers.length; i++) {
            powers[i] = power;
            power *= 10;
        }
        return powers;
    }

    private static long[] powersOfFive() {
        long[] powers = new long[2 * (2 * LARGEST_POWER + 1)];
        BigInteger power = BigInteger.ONE;
        BigInteger five = BigInteger.valueOf(5);
        for (int i = 0; i <= LARGEST_POWER; i++) {
            int bits = power.bitLength();
            put(powers, LARGEST_POWER + i, power.shiftLeft(128).shiftRight(bits));
            BigInteger reciprocal = BigInteger.ONE.shiftLeft(128 + 2 * bits).divide(power);
            put(powers, LARGEST_POWER - i, reciprocal.shiftRight(reciprocal.bitLength() - 128));
            power = power.multiply(five);
        }
        return powers;
    }

    private static void put(long[] powers, int index, BigInteger bits) {
        powers[2 * index] = bits.shiftRight(64).longValue();
        powers[2 * index + 1] = bits.longValue();
    }
}
