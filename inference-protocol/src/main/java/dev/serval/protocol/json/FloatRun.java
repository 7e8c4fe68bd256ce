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
/// Eight digits are recognized and converted at once, in the bytes of a `long` (D. Lemire, "Quickly
/// parsing eight digits").
final class FloatRun {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int MOST_DIGITS = 18;
    private static final long LARGEST_EXACT_INTEGER = 1L << 53;
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
    private int after;

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

    private long readFloats(MemorySegment target, long index, long room) {
        long count = 0;
        while (count < room && readNumber(place)) {
            double nearest = nearest();
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

    private long readDoubles(MemorySegment target, long index, long room) {
        long count = 0;
        while (count < room && readNumber(place)) {
            double nearest = nearest();
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

    /// Whether there are a comma and a plain number at a place, and a comma or bracket behind it.
    private boolean readNumber(int comma) {
        int at = comma + 1;
        if (at >= end || json[comma] != ',') {
            return false;
        }
        at += json[at] == '-' ? 1 : 0;
        int first = at;
        long value = 0;
        while (at < end && isDigit(json[at])) {
            value = value * 10 + (json[at++] - '0');
        }
        int whole = at - first;
        if (whole == 0 || whole > MOST_DIGITS || whole > 1 && json[first] == '0') {
            return false;
        }
        int decimals = 0;
        if (at < end && json[at] == '.') {
            int point = ++at;
            while (at + Long.BYTES <= end && at - point <= MOST_DIGITS) {
                long eight = (long) EIGHT_BYTES.get(json, at);
                if (!areDigits(eight)) {
                    break;
                }
                value = value * 100_000_000 + eightDigits(eight);
                at += Long.BYTES;
            }
            while (at < end && isDigit(json[at])) {
                value = value * 10 + (json[at++] - '0');
            }
            decimals = at - point;
            if (decimals == 0 || whole + decimals > MOST_DIGITS) {
                return false;
            }
        }
        digits = value;
        fraction = decimals;
        after = at;
        return at < end && (json[at] == ',' || json[at] == ']');
    }

    /// The nearest double to what was read, without its sign; NaN if that is left to a slower way.
    private double nearest() {
        // An exact integer and an exact power of ten: the quotient is rounded once.
        return digits <= LARGEST_EXACT_INTEGER
                ? digits / POWERS_OF_TEN[fraction]
                : DecimalRounding.nearestDouble(digits, -fraction);
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    private static boolean areDigits(long eight) {
        return ((eight & 0xF0F0_F0F0_F0F0_F0F0L)
                        | ((eight + 0x0606_0606_0606_0606L & 0xF0F0_F0F0_F0F0_F0F0L) >>> 4))
                == 0x3333_3333_3333_3333L;
    }

    private static long eightDigits(long eight) {
        long pairs = (eight & 0x0F0F_0F0F_0F0F_0F0FL) * (10 << 8 | 1) >>> 8;
        long quadruples = (pairs & 0x00FF_00FF_00FF_00FFL) * (100 << 16 | 1) >>> 16;
        return (quadruples & 0x0000_FFFF_0000_FFFFL) * (10_000L << 32 | 1) >>> 32;
    }
}
