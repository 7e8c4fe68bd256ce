package dev.serval.inference.library;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.function.UnaryOperator;

/// The functions of a library whose C API returns 0, or another number and keeps in words what went
/// wrong on the calling thread.
public final class LibraryFunctions {
    private final String title;
    private final SymbolLookup library;
    private final MethodHandle lastError;
    private final UnaryOperator<String> wording;

    private LibraryFunctions(
            String title,
            SymbolLookup library,
            MethodHandle lastError,
            UnaryOperator<String> wording) {
        this.title = title;
        this.library = library;
        this.lastError = lastError;
        this.wording = wording;
    }

    /// The functions of an open library.
    ///
    /// @param title what people call it
    /// @param lastError its function that gives the words for the last failure
    /// @param wording what of those words is for people
    public static LibraryFunctions of(
            String title, SymbolLookup library, String lastError, UnaryOperator<String> wording) {
        MethodHandle asking =
                Linker.nativeLinker()
                        .downcallHandle(
                                library.findOrThrow(lastError), FunctionDescriptor.of(ADDRESS));
        return new LibraryFunctions(title, library, asking, wording);
    }

    /// The function of that name, which returns whether it succeeded.
    public MethodHandle function(String name, MemoryLayout... parameters) {
        return Linker.nativeLinker()
                .downcallHandle(
                        library.findOrThrow(name), FunctionDescriptor.of(JAVA_INT, parameters));
    }

    /// Has what the library would print logged instead.
    ///
    /// @param register its function that takes a function to print with
    /// @param warning what a line has in it that somebody should see
    public void logWhatItPrints(String register, String warning) {
        new LibraryLog(title, warning).redirect(library.findOrThrow(register));
    }

    /// Goes on only if a call succeeded.
    ///
    /// @param code what the call returned
    /// @throws LibraryException with the library's reason
    public void requireSuccess(int code) {
        if (code != 0) {
            throw new LibraryException(wording.apply(lastError()).strip(), null);
        }
    }

    private String lastError() {
        try {
            MemorySegment text = (MemorySegment) lastError.invokeExact();
            return text.reinterpret(Long.MAX_VALUE).getString(0);
        } catch (Throwable thrown) {
            throw LibraryException.unchecked(thrown);
        }
    }
}
