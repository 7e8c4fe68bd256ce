package dev.serval.engine.onnx.ort;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The C signatures that occur in the API, one handle each; the function's address is the first
/// argument. P stands for a pointer, L for `size_t`, I for `int` or an enum. All but the last four
/// return an `OrtStatus*`. A native image has to know each of them in advance:
/// `META-INF/native-image/…/reachability-metadata.json` lists the same.
final class OrtSignature {
    static final MethodHandle P = returningStatus(ADDRESS);
    static final MethodHandle PI = returningStatus(ADDRESS, JAVA_INT);
    static final MethodHandle PP = returningStatus(ADDRESS, ADDRESS);
    static final MethodHandle PPP = returningStatus(ADDRESS, ADDRESS, ADDRESS);
    static final MethodHandle PPPP = returningStatus(ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    static final MethodHandle PPL = returningStatus(ADDRESS, ADDRESS, JAVA_LONG);
    static final MethodHandle PLP = returningStatus(ADDRESS, JAVA_LONG, ADDRESS);
    static final MethodHandle PLPP = returningStatus(ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
    static final MethodHandle PLLP = returningStatus(ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS);
    static final MethodHandle PIPP = returningStatus(ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
    static final MethodHandle IPP = returningStatus(JAVA_INT, ADDRESS, ADDRESS);
    static final MethodHandle IIP = returningStatus(JAVA_INT, JAVA_INT, ADDRESS);
    static final MethodHandle PPLPL =
            returningStatus(ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG);
    static final MethodHandle PPLIP =
            returningStatus(ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS);
    static final MethodHandle PPLPLIP =
            returningStatus(ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS);
    static final MethodHandle PPPPLPLP =
            returningStatus(
                    ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS);
    static final MethodHandle RELEASE = handle(FunctionDescriptor.ofVoid(ADDRESS));
    static final MethodHandle TEST = handle(FunctionDescriptor.of(JAVA_BOOLEAN, ADDRESS));
    static final MethodHandle VERSION_TO_TABLE = handle(FunctionDescriptor.of(ADDRESS, JAVA_INT));
    static final MethodHandle SUPPLY = handle(FunctionDescriptor.of(ADDRESS));

    private OrtSignature() {}

    /// What goes on with a failure that a handle threw: what Java code may throw is thrown on.
    static RuntimeException rethrow(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException failure -> failure;
            case Error error -> throw error;
            default -> new IllegalStateException("a C function threw " + thrown, thrown);
        };
    }

    private static MethodHandle returningStatus(MemoryLayout... arguments) {
        return handle(FunctionDescriptor.of(ADDRESS, arguments));
    }

    private static MethodHandle handle(FunctionDescriptor descriptor) {
        return Linker.nativeLinker().downcallHandle(descriptor);
    }

    static boolean isNull(MemorySegment pointer) {
        return pointer.address() == 0;
    }
}
