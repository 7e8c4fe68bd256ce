package dev.serval.substitution.c;

import org.graalvm.nativeimage.c.function.CFunctionPointer;
import org.graalvm.nativeimage.c.function.InvokeCFunctionPointer;

/// C functions by how many places for arguments a call fills: a function reads as many as it has.
public final class CFunctions {
    private CFunctions() {}

    /// Of up to four.
    public interface Four extends CFunctionPointer {
        @InvokeCFunctionPointer
        long call(long a, long b, long c, long d);
    }

    /// Of up to eight.
    public interface Eight extends CFunctionPointer {
        @InvokeCFunctionPointer
        long call(long a, long b, long c, long d, long e, long f, long g, long h);
    }
}
