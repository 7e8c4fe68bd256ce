package dev.serval.engine.lightgbm.booster;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// Takes what LightGBM would print and logs it.
final class LibraryLog {
    private static final Logger LOG = System.getLogger(LibraryLog.class.getName());

    private LibraryLog() {}

    /// @param register the library's function that takes a function to print with
    static void redirect(MemorySegment register) {
        try {
            Linker linker = Linker.nativeLinker();
            var printing =
                    MethodHandles.lookup()
                            .findStatic(
                                    LibraryLog.class,
                                    "print",
                                    MethodType.methodType(void.class, MemorySegment.class));
            MemorySegment callback =
                    linker.upcallStub(printing, FunctionDescriptor.ofVoid(ADDRESS), Arena.global());
            var registering =
                    linker.downcallHandle(register, FunctionDescriptor.of(JAVA_INT, ADDRESS));
            var _ = (int) registering.invokeExact(callback);
        } catch (Throwable thrown) {
            throw LightgbmApi.rethrow(thrown);
        }
    }

    /// Called by the library, which must not see an exception.
    static void print(MemorySegment text) {
        try {
            String line = text.reinterpret(Long.MAX_VALUE).getString(0).strip();
            LOG.log(line.contains("[Warning]") ? Level.WARNING : Level.DEBUG, line);
        } catch (RuntimeException unreadable) {
            LOG.log(Level.DEBUG, "a message of LightGBM cannot be read", unreadable);
        }
    }
}
