package dev.serval.protocol.json;

import dev.serval.inference.tensor.DataType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Reads the numbers of an array that are written as nearly all are: without exponent and white
/// space, in at most 18 digits. Whatever else comes is left to [JsonNumber], which knows all that a
/// number may be. Both round alike.
///
/// Up to eight digits are counted and converted at once, in the bytes of a `long` (D. Lemire,
/// "Quickly parsing eight digits"), without a branch for how many they are: the numbers of an array
/// differ in length, so that no processor could foretell it.
final class FloatRun {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FOUR_BYTES =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int MOST_DIGITS = 18;
    private static final long LARGEST_EXACT_INTEGER = 1L << 53;
    private static final int NONE = -1;

    /// How many places behind the point [#readFractions] reads at most.
    private static final int MOST_PLACES = 15;

    /// How many numbers are read the other way before that is tried again.
    private static final int OTHERS = 16;

    /// The bytes that it looks at: a comma, a sign, a digit, a point and twice eight more.
    private static final int LONGEST_FRACTION = 4 + 2 * Long.BYTES;

    private static final long[] WHOLE_POWERS = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000,
    };
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18,
    };

    private final byte[] json;
    private final int end;
    private int place;

    /// The digits of the number that was read last, and how many of them are a fraction.
    private long digits;

    private int fraction;

    FloatRun(byte[] json, int end) {
        this.json = json;
        this.end = end;
    }

    /// Reads numbers, each behind a comma.
    ///
    /// @param type FP32 or FP64
    /// @param from the place of the first comma
    /// @param target for the numbers, from `index` on; no more are read than it has room for
    /// @param most how many are read at most
    /// @return how many were read; at [#place] stands what follows them
    long read(DataType type, int from, MemorySegment target, long index, long most) {
        long room = Math.min(most, target.byteSize() / type.byteSize() - index);
        place = from;
        return type == DataType.FP32
                ? readFloats(target, index, room)
                : readDoubles(target, index, room);
    }

    /// By the quicker way as long as it goes, then some by the other, and so on.
    private long readFloats(MemorySegment target, long index, long room) {
        long count = 0;
        long others;
        do {
            count += readFractions(target, index + count, room - count);
            long most = Math.min(OTHERS, room - count);
            others = readOthers(target, index + count, most);
            count += others;
        } while (others == OTHERS);
        return count;
    }

    private long readOthers(MemorySegment target, long index, long most) {
        long count = 0;
        while (count < most) {
            int after = readNumber(place);
            double nearest = after == NONE ? Double.NaN : nearest();
            if (!(nearest <= Float.MAX_VALUE) || JsonNumber.isAmbiguous(nearest)) {
                break;
            }
            float rounded = (float) (isNegative() ? -nearest : nearest);
            target.setAtIndex(ValueLayout.JAVA_FLOAT, index + count, rounded);
            place = after;
            count++;
        }
        return count;
    }

    /// Reads numbers that have one digit before the point and up to [#MOST_PLACES] behind it, and a
    /// comma after them: what most features and pixels are. It gives what [#readNumber] would, and
    /// keeps in registers what that one hands on in fields.
    ///
    /// @return how many were read; at [#place] stands the comma before what is none of them
    private long readFractions(MemorySegment target, long index, long room) {
        int comma = place;
        if (comma >= end || json[comma] != ',') {
            return 0;
        }
        int last = end - LONGEST_FRACTION;
        long count = 0;
        for (; count < room && comma < last; count++) {
            boolean isNegative = json[comma + 1] == '-';
            int first = isNegative ? comma + 2 : comma + 1;
            int start = (int) FOUR_BYTES.get(json, first - 1);
            int whole = (start >>> Byte.SIZE & 0xFF) - '0';
            long high = (long) EIGHT_BYTES.get(json, first + 2);
            long low = (long) EIGHT_BYTES.get(json, first + 2 + Long.BYTES);
            int inHigh = countDigits(high);
            int inLow = countDigits(low) & -(inHigh >>> 3);
            int places = inHigh + inLow;
            int after = first + 2 + places;
            if ((start & 0xFF0000) != '.' << 2 * Byte.SIZE
                    || whole < 0
                    || whole > 9
                    || places == 0
                    || places > MOST_PLACES
                    || json[after] != ',') {
                break;
            }
            long ahead = whole * WHOLE_POWERS[inHigh] + toNumber(high, inHigh);
            long value = ahead * WHOLE_POWERS[inLow] + toNumber(low, inLow);
            double nearest = value / POWERS_OF_TEN[places];
            if (value > LARGEST_EXACT_INTEGER || JsonNumber.isAmbiguous(nearest)) {
                break;
            }
            float rounded = (float) (isNegative ? -nearest : nearest);
            target.setAtIndex(ValueLayout.JAVA_FLOAT, index + count, rounded);
            comma = after;
        }
        place = comma;
        return count;
    }

    private long readDoubles(MemorySegment target, long index, long room) {
        long count = 0;
        while (count < room) {
            int after = readNumber(place);
            double nearest = after == NONE ? Double.NaN : nearest();
            if (Double.isNaN(nearest)) {
                break;
            }
            target.setAtIndex(
                    ValueLayout.JAVA_DOUBLE, index + count, isNegative() ? -nearest : nearest);
            place = after;
            count++;
        }
        return count;
    }

    private boolean isNegative() {
        return json[place + 1] == '-';
    }

    int place() {
        return place;
    }

    /// Reads a comma and a plain number that a comma or bracket follows.
    ///
    /// @return the place behind the number, or [#NONE] if there is no such thing
    private int readNumber(int comma) {
        if (comma + 3 >= end || json[comma] != ',') {
            return NONE;
        }
        int first = comma + (json[comma + 1] == '-' ? 2 : 1);
        digits = json[first] - '0';
        int at = first + 1;
        if (digits < 0 || digits > 9) {
            return NONE;
        }
        if (json[at] != '.') {
            at = readDigits(at);
        }
        int whole = at - first;
        if (whole > 1 && json[first] == '0') {
            return NONE;
        }
        fraction = 0;
        if (at < end && json[at] == '.') {
            int point = at + 1;
            at = readDigits(point);
            fraction = at - point;
            if (fraction == 0) {
                return NONE;
            }
        }
        boolean isWhole = at < end && (json[at] == ',' || json[at] == ']');
        return isWhole && whole + fraction <= MOST_DIGITS ? at : NONE;
    }

    /// Appends digits to [#digits], of which only so many are right as fit.
    ///
    /// @return the place behind them
    private int readDigits(int from) {
        int at = from;
        int count;
        do {
            long first = eightBytes(at);
            long second = eightBytes(at + Long.BYTES);
            int inFirst = countDigits(first);
            int inSecond = countDigits(second) & -(inFirst >>> 3);
            long value = digits * WHOLE_POWERS[inFirst] + toNumber(first, inFirst);
            digits = value * WHOLE_POWERS[inSecond] + toNumber(second, inSecond);
            count = inFirst + inSecond;
            at += count;
        } while (count == 2 * Long.BYTES);
        return at;
    }

    /// The bytes at a place, the first the least; zero where the text has ended.
    private long eightBytes(int at) {
        if (at + Long.BYTES <= end) {
            return (long) EIGHT_BYTES.get(json, at);
        }
        long bytes = 0;
        for (int i = end - 1; i >= at; i--) {
            bytes = bytes << Byte.SIZE | json[i] & 0xFF;
        }
        return bytes;
    }

    /// The nearest double to what was read, without its sign; NaN if that is left to a slower way.
    private double nearest() {
        // An exact integer and an exact power of ten: the quotient is rounded once.
        return digits <= LARGEST_EXACT_INTEGER
                ? digits / POWERS_OF_TEN[fraction]
                : DecimalRounding.nearestDouble(digits, -fraction);
    }

    /// How many digits come before anything else. What is added to a byte carries into the next one
    /// only from one that is no digit.
    private static int countDigits(long eight) {
        long values = eight ^ 0x3030_3030_3030_3030L;
        long others = (values + 0x7676_7676_7676_7676L | values) & 0x8080_8080_8080_8080L;
        return Long.numberOfTrailingZeros(others) >>> 3;
    }

    /// The number that the first `count` bytes write, digits all of them.
    private static long toNumber(long eight, int count) {
        // Shifted by 64 - 8 * count, in two steps, since none shifts by 64.
        int half = 4 * (Long.BYTES - count);
        long values = (eight & 0x0F0F_0F0F_0F0F_0F0FL) << half << half;
        long pairs = values * (10 << 8 | 1) >>> 8;
        long quadruples = (pairs & 0x00FF_00FF_00FF_00FFL) * (100 << 16 | 1) >>> 16;
        return (quadruples & 0x0000_FFFF_0000_FFFFL) * (10_000L << 32 | 1) >>> 32;
    }
}
