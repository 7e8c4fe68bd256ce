package dev.serval.engine.onnx.ort;

import java.lang.foreign.MemorySegment;

/// Calls C functions whose arguments and result are pointers, integers, enums or booleans.
///
/// By the calling conventions of Linux, macOS and Windows all of these are handed over alike, a
/// place each in the same registers and, beyond those, on the stack, which the caller clears; a
/// function reads as many places as it has arguments. So a [Downcall] with four places and one with
/// eight call every such function.
final class NativeCall {
    private static final MemorySegment NONE = MemorySegment.NULL;

    /// The integers that nearly every call has: counts of tensors and dimensions.
    private static final MemorySegment[] SMALL = small();

    private NativeCall() {}

    private static MemorySegment[] small() {
        MemorySegment[] integers = new MemorySegment[32];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = MemorySegment.ofAddress(i);
        }
        return integers;
    }

    /// An integer, as an argument.
    static MemorySegment integer(long value) {
        return value >= 0 && value < SMALL.length
                ? SMALL[(int) value]
                : MemorySegment.ofAddress(value);
    }

    /// What a function returned that is declared to return an `int`.
    static int asInt(MemorySegment result) {
        return (int) result.address();
    }

    /// What a function returned that is declared to return a `bool`: only its lowest byte counts.
    static boolean asBoolean(MemorySegment result) {
        return (byte) result.address() != 0;
    }

    static boolean isNull(MemorySegment pointer) {
        return pointer.address() == 0;
    }

    static MemorySegment call(MemorySegment function) {
        return call(function, NONE, NONE, NONE, NONE);
    }

    static MemorySegment call(MemorySegment function, MemorySegment a) {
        return call(function, a, NONE, NONE, NONE);
    }

    static MemorySegment call(MemorySegment function, MemorySegment a, MemorySegment b) {
        return call(function, a, b, NONE, NONE);
    }

    static MemorySegment call(
            MemorySegment function, MemorySegment a, MemorySegment b, MemorySegment c) {
        return call(function, a, b, c, NONE);
    }

    /// @return whatever the function left where results are returned: nothing of meaning, if it is
    ///   declared to return nothing
    static MemorySegment call(
            MemorySegment function,
            MemorySegment a,
            MemorySegment b,
            MemorySegment c,
            MemorySegment d) {
        return Downcall.call(function, a, b, c, d);
    }

    static MemorySegment call(
            MemorySegment function,
            MemorySegment a,
            MemorySegment b,
            MemorySegment c,
            MemorySegment d,
            MemorySegment e,
            MemorySegment f,
            MemorySegment g,
            MemorySegment h) {
        return Downcall.call(function, a, b, c, d, e, f, g, h);
    }
}
