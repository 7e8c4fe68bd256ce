package dev.serval.engine.onnx.ort;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Collections;

/// Calls a C function with four or with eight pointers and takes a pointer back.
///
/// Java spins code for each handle when it is made, and an AOT cache does not keep it: a handle for
/// every signature of ONNX Runtime's API took a twentieth of a start's processor time, on a
/// processor that the start could use. A native image has another class of this name, which calls
/// as C does.
final class Downcall {
    private static final MethodHandle FOUR = handle(4);

    /// Made at the first call that has more than four.
    private static final class Eight {
        static final MethodHandle HANDLE = handle(8);
    }

    private Downcall() {}

    private static MethodHandle handle(int arguments) {
        MemoryLayout[] pointers =
                Collections.nCopies(arguments, ADDRESS).toArray(MemoryLayout[]::new);
        return Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(ADDRESS, pointers));
    }

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
