package dev.serval.inference.library;

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

/// Takes what a library would print and logs it.
///
/// @param title what people call the library
/// @param warning what a line has in it that somebody should see
record LibraryLog(String title, String warning) {
    private static final Logger LOG = System.getLogger(LibraryLog.class.getName());

    /// @param register the library's function that takes a function to print with
    void redirect(MemorySegment register) {
        try {
            Linker linker = Linker.nativeLinker();
            var printing =
                    MethodHandles.lookup()
                            .bind(
                                    this,
                                    "print",
                                    MethodType.methodType(void.class, MemorySegment.class));
            MemorySegment callback =
                    linker.upcallStub(printing, FunctionDescriptor.ofVoid(ADDRESS), Arena.global());
            var registering =
                    linker.downcallHandle(register, FunctionDescriptor.of(JAVA_INT, ADDRESS));
            var _ = (int) registering.invokeExact(callback);
        } catch (Throwable thrown) {
            throw LibraryException.unchecked(thrown);
        }
    }

    /// Called by the library, which must not see an exception.
    void print(MemorySegment text) {
        try {
            String line = text.reinterpret(Long.MAX_VALUE).getString(0).strip();
            LOG.log(line.contains(warning) ? Level.WARNING : Level.DEBUG, line);
        } catch (RuntimeException unreadable) {
            LOG.log(Level.DEBUG, "a message of %s cannot be read".formatted(title), unreadable);
        }
    }
}
