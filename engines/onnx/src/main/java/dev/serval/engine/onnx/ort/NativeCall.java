package dev.serval.engine.onnx.ort;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Collections;

/// Calls C functions whose arguments and result are pointers, integers, enums or booleans.
///
/// By the calling conventions of Linux, macOS and Windows all of these are handed over alike, a
/// place each in the same registers and, beyond those, on the stack, which the caller clears; a
/// function reads as many places as it has arguments. So two handles call every such function, one
/// for up to four arguments and one for up to eight. Java spins code for each handle when it is
/// made, and an AOT cache does not keep it: a handle for every signature of ONNX Runtime's API took
/// a twentieth of a start's processor time, on a processor that the start could use.
///
/// A native image has to know both in advance: `META-INF/native-image/…/reachability-metadata.json`
/// lists them.
final class NativeCall {
    private static final MemorySegment NONE = MemorySegment.NULL;
    private static final MethodHandle FOUR = handle(4);

    /// Made at the first call that has more than four.
    private static final class Eight {
        static final MethodHandle HANDLE = handle(8);
    }

    private NativeCall() {}

    private static MethodHandle handle(int arguments) {
        MemoryLayout[] pointers =
                Collections.nCopies(arguments, ADDRESS).toArray(MemoryLayout[]::new);
        return Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(ADDRESS, pointers));
    }

    /// An integer, as an argument.
    static MemorySegment integer(long value) {
        return MemorySegment.ofAddress(value);
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
        try {
            return (MemorySegment) FOUR.invokeExact(function, a, b, c, d);
        } catch (Throwable thrown) {
            throw rethrow(thrown);
        }
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
        try {
            return (MemorySegment) Eight.HANDLE.invokeExact(function, a, b, c, d, e, f, g, h);
        } catch (Throwable thrown) {
            throw rethrow(thrown);
        }
    }

    /// What goes on with a failure that a handle threw: what Java code may throw is thrown on.
    private static RuntimeException rethrow(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException failure -> failure;
            case Error error -> throw error;
            default -> new IllegalStateException("a C function threw " + thrown, thrown);
        };
    }
}
